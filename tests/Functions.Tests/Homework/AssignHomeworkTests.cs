using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Homework;

public sealed class AssignHomeworkTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Assigned_homework_is_answered_whole_with_its_place_and_tag()
    {
        var (tutor, student) = (await Person.TutorAsync(api), await Person.StudentAsync(api));

        var answer = await api.PostAsync("homework", $$"""
            {"studentId":"{{student.Id}}","tutorId":"{{tutor.Id}}","subject":"Geometrie","title":"Kreis ∅",
             "instructions":"Seite 7\nNr. 1–3","dueAt":"2999-09-01T08:30:00.123456+02:00"}
            """);

        Assert.Equal((HttpStatusCode.Created, "\"1\""), (answer.Status, answer.ETag));
        var id = Guid.Parse((string)answer.Json["id"]!);
        Assert.Equal(7, id.Version);
        Assert.Equal($"{api.Client.BaseAddress}homework/{id}", answer.Response.Headers.Location!.ToString());
        Assert.Equal(
            ("Geometrie", "Kreis ∅", "Seite 7\nNr. 1–3", "2999-09-01T06:30:00.123456Z", "assigned", false),
            ((string?)answer.Json["subject"], (string?)answer.Json["title"], (string?)answer.Json["instructions"],
                (string?)answer.Json["dueAt"], (string?)answer.Json["status"], (bool?)answer.Json["overdue"]));
        foreach (string absent in new[] { "submission", "submittedAt", "score", "feedback", "gradedAt" })
        {
            Assert.Null(answer.Json[absent]);
        }

        Assert.Equal(answer.Text, (await api.GetAsync($"homework/{id}")).Text);
    }

    [Theory]
    [InlineData("2026-09-01T08:30:00")]
    [InlineData("2026-09-01")]
    [InlineData("2026-02-29T08:30:00Z")]
    [InlineData("2026-09-01T24:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("tomorrow")]
    [InlineData("")]
    public async Task A_due_time_that_says_no_moment_is_refused(string dueAt) =>
        (await api.PostAsync("homework", NewHomework.Body(Guid.NewGuid(), Guid.NewGuid(), dueAt: dueAt)))
            .AssertProblem(422, "validation-failed").AssertErrorAt("dueAt");

    [Fact]
    public async Task Every_fault_of_a_body_is_named()
    {
        var answer = await api.PostAsync(
            "homework", """{"studentId":7,"subject":" ","title":null,"instructions":"","dueAt":1,"status":"graded"}""");

        answer.AssertProblem(422, "validation-failed");
        foreach (string path in new[] { "studentId", "tutorId", "subject", "title", "instructions", "dueAt", "status" })
        {
            answer.AssertErrorAt(path);
        }
    }

    [Fact]
    public async Task Whoever_is_not_there_is_named()
    {
        var (tutor, student) = (await Person.TutorAsync(api), await Person.StudentAsync(api));

        var noStudent = await api.PostAsync("homework", NewHomework.Body(Guid.NewGuid(), tutor.Id));
        var nobody = await api.PostAsync("homework", NewHomework.Body(tutor.Id, student.Id));

        noStudent.AssertProblem(422, "validation-failed").AssertErrorAt("studentId");
        Assert.Null(noStudent.Json["errors"]!["tutorId"]);
        nobody.AssertProblem(422, "validation-failed").AssertErrorAt("studentId").AssertErrorAt("tutorId");
    }

    [Fact]
    public async Task A_tutor_assigns_as_himself_to_students_linked_to_him_and_nothing_else()
    {
        var (tutor, other) = (await Person.TutorAsync(api), await Person.TutorAsync(api));
        var (own, stranger) = (await Person.StudentAsync(api, tutor, other), await Person.StudentAsync(api, other));

        await NewHomework.AssignAsync(api, NewHomework.Body(own.Id, tutor.Id), tutor.Caller);

        (await api.PostAsync("homework", NewHomework.Body(stranger.Id, tutor.Id), tutor.Caller))
            .AssertProblem(422, "validation-failed").AssertErrorAt("studentId");
        (await api.PostAsync("homework", NewHomework.Body(own.Id, other.Id), tutor.Caller))
            .AssertProblem(422, "validation-failed").AssertErrorAt("tutorId");
        var bulk = await api.PostAsync(
            "homework/bulk",
            $"[{NewHomework.Body(own.Id, tutor.Id)},{NewHomework.Body(stranger.Id, tutor.Id)},"
            + $"{NewHomework.Body(own.Id, other.Id)}]",
            tutor.Caller);
        bulk.AssertProblem(422, "validation-failed").AssertErrorAt("[1].studentId").AssertErrorAt("[2].tutorId");
        Assert.Equal(2, bulk.Json["errors"]!.AsObject().Count);
        Assert.Single(await api.IdsAsync("homework", tutor.Caller));
        Assert.Empty(await api.IdsAsync("homework", other.Caller));
    }

    [Fact]
    public async Task A_student_or_a_tutor_with_homework_is_in_use()
    {
        var (tutor, student, path, _) = await NewHomework.CreateAsync(api);

        (await api.DeleteAsync(tutor.Path)).AssertProblem(409, "in-use");
        (await api.DeleteAsync(student.Path)).AssertProblem(409, "in-use");

        await api.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(tutor.Path)).Status);
    }

    [Fact]
    public async Task Ten_thousand_are_assigned_at_once_in_the_order_sent()
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        string batch = string.Join(
            ',', Enumerable.Range(0, 10_000).Select(i => NewHomework.Body(student.Id, tutor.Id, $"Nr. {i}")));

        var answer = await api.PostAsync("homework/bulk", $"[{batch}]", tutor.Caller);

        Assert.Equal(10_000, (int?)answer.Json["created"]);
        var ids = answer.Json["ids"]!.AsArray().Select(id => (string)id!).ToList();
        Assert.Equal(10_000, ids.Distinct().Count());
        Assert.Equal("Nr. 9999", (string?)(await api.GetAsync($"homework/{ids[9_999]}")).Json["title"]);
        Assert.Equal(10_000, (int?)(await api.GetAsync($"homework?studentId={student.Id}&count=true")).Json["count"]);
    }

    [Fact]
    public async Task A_batch_with_a_row_that_names_nobody_assigns_none_also_under_an_idempotency_key()
    {
        var (tutor, student, _, _) = await NewHomework.CreateAsync(api);
        string good = NewHomework.Body(student.Id, tutor.Id);
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");

        var refused = await api.PostAsync(
            "homework/bulk", $"[{good},{NewHomework.Body(Guid.NewGuid(), tutor.Id)}]", key);
        var first = await api.PostAsync("homework/bulk", $"[{good}]", key);
        var retry = await api.PostAsync("homework/bulk", $"[{good}]", key);

        refused.AssertProblem(422, "validation-failed").AssertErrorAt("[1].studentId");
        Assert.Equal((HttpStatusCode.OK, first.Text), (retry.Status, retry.Text));
        Assert.Equal(2, (await api.IdsAsync($"homework?tutorId={tutor.Id}")).Count);
    }

    [Theory]
    [InlineData("homework/bulk", "[]", 422, "validation-failed")]
    [InlineData("homework/bulk", "[{}]", 422, "validation-failed")]
    [InlineData("homework/bulk?onConflict=skip", "[{}]", 400, "unknown-parameter")]
    public async Task A_batch_that_is_none_is_refused(string path, string body, int status, string code) =>
        (await api.PostAsync(path, body)).AssertProblem(status, code);
}
