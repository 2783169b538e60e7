using System.Net;
using System.Net.Http.Headers;
using Lectern.Functions.Tests.Conversations;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class IdempotencyTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_retry_gets_the_first_answer_again_and_the_effect_happens_once()
    {
        var (key, body) = (NewKey, NewStudent.Body());

        var first = await api.PostAsync("students", body, key);
        var retry = await api.PostAsync("students", body, key);

        Assert.Equal((HttpStatusCode.Created, first.Text), (retry.Status, retry.Text));
        Assert.Equal(first.Response.Headers.Location, retry.Response.Headers.Location);
        Assert.Equal(first.ETag, retry.ETag);
        Assert.Equal(["true"], retry.Response.Headers.GetValues("Idempotency-Replayed"));
        Assert.False(first.Response.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Of_twenty_at_once_one_works_and_the_others_wait_and_replay()
    {
        var (key, body) = (NewKey, NewStudent.Body());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.PostAsync("students", body, key)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.DistinctBy(answer => answer.Text));
        Assert.Equal(19, answers.Count(answer => answer.Response.Headers.Contains("Idempotency-Replayed")));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var key = NewKey;
        await api.PostAsync("students", NewStudent.Body(), key);

        (await api.PostAsync("students", NewStudent.Body(), key)).AssertProblem(422, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("students/bulk?onConflict=skip", "application/json")]
    [InlineData("tutors/bulk", "application/json")]
    [InlineData("students/bulk", "application/json; charset=utf-8")]
    public async Task The_same_key_and_body_with_another_path_query_or_type_is_refused(string path, string mediaType)
    {
        var key = NewKey;
        string body = $"[{NewStudent.Body()}]";
        StringContent Of(string type) => new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        var first = await api.SendAsync(HttpMethod.Post, "students/bulk", Of("application/json"), key);
        Assert.Equal(HttpStatusCode.OK, first.Status);

        (await api.SendAsync(HttpMethod.Post, path, Of(mediaType), key)).AssertProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var (key, body) = (NewKey, NewStudent.Body());
        await api.PostAsync("students", body, key, ("X-Dev-User", $"{Guid.NewGuid()}"));

        (await api.PostAsync("students", body, key, ("X-Dev-User", $"{Guid.NewGuid()}")))
            .AssertProblem(409, "conflict");
    }

    [Fact]
    public async Task Expired_keys_are_deleted_by_new_claims_although_nobody_uses_them_again()
    {
        await Money.ExecuteAsync(api, """
            insert into idempotency_keys (caller, key, request_hash, created_at)
            select 'gone', i::text, '', now() - interval '25 hours' from generate_series(1, 25) i
            """);

        for (int i = 0; i < 3; i++)
        {
            await api.PostAsync("students", NewStudent.Body(), NewKey);
        }

        Assert.Equal(0L, await Money.ExecuteAsync(api, "select count(*) from idempotency_keys where caller = 'gone'"));
    }

    [Fact]
    public async Task A_refused_request_leaves_no_key_behind()
    {
        var key = NewKey;
        string email = NewStudent.Email;
        var (present, _) = await NewStudent.CreateAsync(api, NewStudent.Body(email: email));
        (await api.PostAsync("students", NewStudent.Body(email: email), key)).AssertProblem(409, "conflict");
        await api.DeleteAsync(present);

        Assert.Equal(
            HttpStatusCode.Created, (await api.PostAsync("students", NewStudent.Body(email: email), key)).Status);
    }

    [Fact]
    public async Task A_request_whose_row_is_not_found_leaves_no_key_behind()
    {
        // The function returns this problem; it throws the conflict above.
        var (key, conversation) = (NewKey, Guid.NewGuid());
        string path = $"conversations/{conversation}/messages";
        string body = NewConversation.MessageBody("See you on Monday.");
        (await api.PostAsync(path, body, key)).AssertProblem(404, "not-found");
        Assert.Equal(0L, await CountAsync($"idempotency_keys where key = '{key.Item2}'"));
        await Money.ExecuteAsync(
            api, $"insert into conversations (id, subject) values ('{conversation}', 'Fractions')");

        var retry = await api.PostAsync(path, body, key);

        Assert.Equal(HttpStatusCode.Created, retry.Status);
        Assert.False(retry.Response.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1L, await CountAsync($"messages where conversation_id = '{conversation}'"));
    }

    [Fact]
    public async Task A_crash_between_commit_and_answer_replays_on_the_retry()
    {
        // The committed state of an instance that died before it could answer: key and effect, and nobody was told.
        var (key, body) = (NewKey, NewStudent.Body());
        using (var leave = new CancellationTokenSource())
        {
            var sending = api.Client.SendAsync(
                new HttpRequestMessage(HttpMethod.Post, "students")
                {
                    Content = Requests.Json(body, "application/json"),
                    Headers = { { key.Item1, key.Item2 } },
                },
                HttpCompletionOption.ResponseHeadersRead, leave.Token);
            await sending;
            await leave.CancelAsync();
        }

        var retry = await api.PostAsync("students", body, key);

        Assert.Equal(HttpStatusCode.Created, retry.Status);
        Assert.True(retry.Response.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_key_lives_for_a_day_and_then_belongs_to_the_request_that_takes_it_again()
    {
        var (key, old, next) = (NewKey, NewStudent.Body(), NewStudent.Body());
        var first = await api.PostAsync("students", old, key);
        await AgeAsync(key, hours: 23);
        Assert.Equal(first.Text, (await api.PostAsync("students", old, key)).Text);

        await AgeAsync(key, hours: 25);
        var second = await api.PostAsync("students", next, key);
        var retry = await api.PostAsync("students", next, key);

        Assert.Equal((HttpStatusCode.Created, second.Text), (second.Status, retry.Text));
        Assert.NotEqual(first.Text, second.Text);
        Assert.True(retry.Response.Headers.Contains("Idempotency-Replayed"));
        (await api.PostAsync("students", old, key)).AssertProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_request_whose_key_is_over_is_worked_on_again()
    {
        var (key, body) = (NewKey, NewStudent.Body());
        await api.PostAsync("students", body, key);
        await AgeAsync(key, hours: 25);

        (await api.PostAsync("students", body, key)).AssertProblem(409, "conflict");
    }

    private async Task AgeAsync((string Header, string Value) key, int hours) => Assert.Equal(
        key.Value,
        await Money.ExecuteAsync(api, $"""
            update idempotency_keys set created_at = now() - interval '{hours} hours'
            where key = '{key.Value}' returning key
            """));

    private async Task<object?> CountAsync(string rows) =>
        await Money.ExecuteAsync(api, $"select count(*) from {rows}");

    private static (string, string) NewKey => ("Idempotency-Key", $"{Guid.NewGuid()}");
}
