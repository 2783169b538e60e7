using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Homework;

public sealed class HomeworkStatusTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Text = """{"text":"x = 1"}""";
    private const string Grade = """{"score":88,"feedback":"Nice"}""";

    [Fact]
    public async Task Homework_goes_from_assigned_to_submitted_to_graded()
    {
        var (tutor, student, path, _) = await NewHomework.CreateAsync(api);

        var submitted = await api.PutAsync($"{path}/submission", Text, student.Caller);
        var graded = await api.PutAsync($"{path}/grade", Grade, tutor.Caller);

        Assert.Equal(
            (HttpStatusCode.OK, "\"2\"", "submitted", "x = 1"),
            (submitted.Status, submitted.ETag, (string?)submitted.Json["status"],
                (string?)submitted.Json["submission"]));
        Assert.NotNull(submitted.Json["submittedAt"]);
        Assert.Equal(
            (HttpStatusCode.OK, "\"3\"", "graded", 88, "Nice", "x = 1"),
            (graded.Status, graded.ETag, (string?)graded.Json["status"], (int?)graded.Json["score"],
                (string?)graded.Json["feedback"], (string?)graded.Json["submission"]));
        Assert.NotNull(graded.Json["gradedAt"]);
        Assert.Equal(graded.Text, (await api.GetAsync(path, student.Caller)).Text);
    }

    [Fact]
    public async Task No_step_is_left_out_or_done_twice()
    {
        var (_, _, path, _) = await NewHomework.CreateAsync(api);

        (await api.PutAsync($"{path}/grade", Grade)).AssertProblem(409, "invalid-transition");
        await NewHomework.SubmitAsync(api, path);
        (await api.PutAsync($"{path}/submission", Text)).AssertProblem(409, "invalid-transition");
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync($"{path}/grade", """{"score":0}""")).Status);
        (await api.PutAsync($"{path}/submission", Text)).AssertProblem(409, "invalid-transition");
        (await api.PutAsync($"{path}/grade", Grade)).AssertProblem(409, "invalid-transition");

        var row = (await api.GetAsync(path)).Json;
        Assert.Equal((0, null), ((int?)row["score"], (string?)row["feedback"]));
    }

    [Fact]
    public async Task Of_twenty_who_submit_at_once_one_does()
    {
        var (_, student, path, _) = await NewHomework.CreateAsync(api);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            api.PutAsync($"{path}/submission", $$"""{"text":"Attempt {{i}}"}""", student.Caller)));

        var winner = answers.AssertOneWon(409, "invalid-transition");
        Assert.Equal(winner.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Of_twenty_who_grade_at_once_one_does()
    {
        var (tutor, _, path, _) = await NewHomework.CreateAsync(api);
        await NewHomework.SubmitAsync(api, path);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            api.PutAsync($"{path}/grade", $$"""{"score":{{i}}}""", tutor.Caller)));

        var winner = answers.AssertOneWon(409, "invalid-transition");
        Assert.Equal(winner.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_student_does_not_submit_to_a_task_that_has_changed_unseen()
    {
        var (_, student, path, created) = await NewHomework.CreateAsync(api);
        var changed = await api.PatchAsync(path, """{"instructions":"Another task"}""");

        (await api.PutAsync($"{path}/submission", Text, [.. student.Caller, ("If-Match", created.ETag!)]))
            .AssertProblem(412, "precondition-failed");
        var submitted = await api.PutAsync(
            $"{path}/submission", Text, [.. student.Caller, ("If-Match", changed.ETag!)]);

        Assert.Equal(HttpStatusCode.OK, submitted.Status);
        (await api.PutAsync($"{path}/grade", Grade, ("If-Match", changed.ETag!)))
            .AssertProblem(412, "precondition-failed");
    }

    [Theory]
    [InlineData("submission", """{"text":" "}""", "text")]
    [InlineData("submission", """{"text":"\u0000"}""", "text")]
    [InlineData("submission", "{}", "text")]
    [InlineData("submission", """{"text":"x","score":100}""", "score")]
    [InlineData("grade", """{"score":-1}""", "score")]
    [InlineData("grade", """{"score":101}""", "score")]
    [InlineData("grade", """{"score":99.5}""", "score")]
    [InlineData("grade", """{"score":null}""", "score")]
    [InlineData("grade", """{"feedback":"x"}""", "score")]
    [InlineData("grade", """{"score":1,"feedback":""}""", "feedback")]
    public async Task A_wrong_body_is_named_by_its_path(string step, string body, string member) =>
        (await api.PutAsync($"homework/{Guid.NewGuid()}/{step}", body))
            .AssertProblem(422, "validation-failed").AssertErrorAt(member);

    [Fact]
    public async Task A_submission_has_twenty_thousand_characters_at_most()
    {
        var (_, _, path, _) = await NewHomework.CreateAsync(api);
        string longest = string.Concat(Enumerable.Repeat("😀", 20_000));

        (await api.PutAsync($"{path}/submission", JsonSerializer.Serialize(new { text = longest + "x" })))
            .AssertProblem(422, "validation-failed").AssertErrorAt("text");
        var submitted = await NewHomework.SubmitAsync(api, path, longest);

        Assert.Equal(longest, (string?)submitted.Json["submission"]);
    }

    [Fact]
    public async Task Homework_that_is_not_there_is_not_found()
    {
        (await api.PutAsync($"homework/{Guid.NewGuid()}/submission", Text)).AssertProblem(404, "not-found");
        (await api.PutAsync($"homework/{Guid.NewGuid()}/grade", Grade)).AssertProblem(404, "not-found");
    }
}
