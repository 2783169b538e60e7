using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

/// <summary>Who may begin a conversation with whom.</summary>
public sealed class BeginConversationTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_student_writes_with_his_tutors_and_admins_alone()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        var fellow = await Person.StudentAsync(api, tutor);
        var otherTutor = await Person.TutorAsync(api);

        await AssertMayAsync(student, tutor.UserId, await UserAsync(api, "admin"), student.UserId);
        await AssertMayNotAsync(student, fellow.UserId, otherTutor.UserId, await UserAsync(api, "tutor"));
    }

    [Fact]
    public async Task A_tutor_writes_with_his_students_other_tutors_and_admins_alone()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        var otherTutor = await Person.TutorAsync(api);
        var othersStudent = await Person.StudentAsync(api, otherTutor);

        await AssertMayAsync(
            tutor, student.UserId, otherTutor.UserId, await UserAsync(api, "admin"), await UserAsync(api, "tutor"));
        await AssertMayNotAsync(tutor, othersStudent.UserId, await UserAsync(api, "student"));
    }

    [Fact]
    public async Task A_student_names_a_tutor_by_the_tutors_id_because_students_do_not_see_the_user()
    {
        var tutor = await Person.TutorAsync(api);
        var otherTutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);

        var begun = await api.PostAsync("conversations", Body("Fractions", tutor.Id), student.Caller);

        Assert.Equal(
            new[] { student.UserId, tutor.UserId }.Order(),
            begun.Json["participantIds"]!.AsArray().Select(id => Guid.Parse((string)id!)).Order());
        await AssertMayNotAsync(student, otherTutor.Id);
    }

    [Fact]
    public async Task Who_is_no_longer_linked_cannot_be_written_with_but_the_conversation_goes_on()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        var begun = await api.PostAsync("conversations", Body("Fractions", tutor.UserId), student.Caller);
        Assert.Equal(
            HttpStatusCode.NoContent, (await api.DeleteAsync($"{tutor.Path}/students/{student.Id}")).Status);

        await AssertMayNotAsync(student, tutor.UserId);
        var message = await api.PostAsync(
            $"conversations/{(string)begun.Json["id"]!}/messages", MessageBody("One more question"), student.Caller);

        Assert.Equal(HttpStatusCode.Created, message.Status);
    }

    [Fact]
    public async Task Somebody_whom_the_caller_may_not_write_with_is_refused_in_the_words_for_nobody()
    {
        var student = await Person.StudentAsync(api);

        var somebody = await api.PostAsync("conversations", Body("?", await UserAsync(api)), student.Caller);
        var nobody = await api.PostAsync("conversations", Body("?", Guid.NewGuid()), student.Caller);

        somebody.AssertProblem(422, "validation-failed").AssertErrorAt("participantIds[0]");
        Assert.Equal((string?)nobody.Json["detail"], (string?)somebody.Json["detail"]);
        Assert.Equal(nobody.Json["errors"]!.ToJsonString(), somebody.Json["errors"]!.ToJsonString());
        Assert.Empty(await api.IdsAsync("conversations", student.Caller));
    }

    [Fact]
    public async Task An_admin_writes_with_anybody()
    {
        var (student, other) = (await Person.StudentAsync(api), await Person.StudentAsync(api));

        Assert.Equal(
            HttpStatusCode.Created,
            (await api.PostAsync("conversations", Body("Hello", student.UserId, other.UserId))).Status);
    }

    private async Task AssertMayAsync(Person caller, params Guid[] others)
    {
        var answer = await api.PostAsync("conversations", Body("Hello", others), caller.Caller);

        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
    }

    private async Task AssertMayNotAsync(Person caller, params Guid[] others)
    {
        var answer = await api.PostAsync("conversations", Body("Hello", others), caller.Caller);

        answer.AssertProblem(422, "validation-failed");
        for (int i = 0; i < others.Length; i++)
        {
            answer.AssertErrorAt($"participantIds[{i}]");
        }
    }
}
