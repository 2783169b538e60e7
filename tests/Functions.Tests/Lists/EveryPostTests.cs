using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Lists;

/// <summary>What the contract says of creates and their keys, held to every POST that the API describes.</summary>
public sealed class EveryPostTests(FullSchool school) : IClassFixture<FullSchool>
{
    private const string First = FullSchool.First;

    /// <summary>A conversation without messages.</summary>
    private const string Second = "00000000-0000-7000-8000-000000000002";

    /// <summary>A body that works for each POST, another one for every tag.</summary>
    private static readonly Dictionary<string, Func<string, string>> Bodies = new()
    {
        ["users"] = tag => $$"""{"username":"{{tag}}","email":"{{tag}}@example.org","role":"tutor"}""",
        ["students"] = tag => $$"""{"fullName":"Ada","email":"{{tag}}@example.org"}""",
        ["students/bulk"] = tag => $$"""[{"fullName":"Ada","email":"{{tag}}@example.org"}]""",
        ["tutors"] = tag =>
            $$"""{"fullName":"Ada","email":"{{tag}}@example.org","hourlyRateMinor":1,"currency":"EUR"}""",
        ["tutors/bulk"] = tag =>
            $$"""[{"fullName":"Ada","email":"{{tag}}@example.org","hourlyRateMinor":1,"currency":"EUR"}]""",
        ["subscriptions"] = tag => Money.Subscription(First, ("plan", tag)),
        ["payments"] = tag => Money.Payment(First, ("reference", tag)),
        ["payments/{id}/refunds"] = tag => $$"""{"amountMinor":1,"reason":"{{tag}}"}""",
        ["homework"] = Homework,
        ["homework/bulk"] = tag => $"[{Homework(tag)}]",
        ["conversations"] = tag => $$"""{"subject":"{{tag}}","participantIds":["{{First}}"]}""",
        [$"conversations/{Second}/messages"] = tag => $$"""{"body":"{{tag}}"}""",
        ["bot-messages/templates"] = tag => $$"""{"name":"{{tag}}","locale":"en","body":"Hello"}""",
        ["bot-messages/templates/{id}/render"] = _ => """{"values":{}}""",
        ["bot-messages"] = tag => $$$"""
            {"template":{"name":"homework.due"},"conversationId":"{{{Second}}}","values":{"name":"{{{tag}}}"}}
            """,
    };

    public static TheoryData<string> Paths => [.. Bodies.Keys];

    [Fact]
    public void Every_post_is_in_the_table() => Assert.Equal(
        school.Operations.Where(operation => operation.Method == "POST").Select(post => post.Path).Order(),
        Bodies.Keys.Select(path => path.Replace(Second, "{id}", StringComparison.Ordinal)).Order());

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Of_ten_with_one_key_at_once_one_works_and_the_others_replay(string path)
    {
        var (key, body) = (Money.Key, Bodies[path](Tag));
        long before = await RowsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync(path, body, key)));

        Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 201, answer.Text));
        Assert.Single(answers.DistinctBy(answer => (answer.Text, answer.ETag, answer.Response.Headers.Location)));
        Assert.Equal(9, answers.Count(answer => answer.Response.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal(path.EndsWith("/render", StringComparison.Ordinal) ? before : before + 1, await RowsAsync());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task The_same_key_with_another_body_is_refused(string path)
    {
        var key = Money.Key;
        string body = Bodies[path](Tag);
        await PostAsync(path, body, key);

        (await PostAsync(path, body + " ", key)).AssertProblem(422, "idempotency-key-reused");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Another_callers_key_is_another_key(string path)
    {
        var key = Money.Key;
        await PostAsync(path, Bodies[path](Tag), key);

        var other = await PostAsync(path, Bodies[path](Tag), key, ("X-Dev-User", First));

        Assert.True((int)other.Status is 200 or 201, other.Text);
        Assert.False(other.Response.Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task What_is_made_has_its_tag_and_a_place_where_it_is(string path)
    {
        var made = await PostAsync(path, Bodies[path](Tag), Money.Key);

        if (path.EndsWith("/bulk", StringComparison.Ordinal) || path.EndsWith("/render", StringComparison.Ordinal))
        {
            Assert.Equal(HttpStatusCode.OK, made.Status);
            return;
        }

        Assert.Equal(HttpStatusCode.Created, made.Status);
        var found = await school.GetAsync(made.Response.Headers.Location!.ToString());
        Assert.Equal((HttpStatusCode.OK, made.Text, made.ETag), (found.Status, found.Text, found.ETag));
    }

    [Fact]
    public async Task What_moves_money_needs_a_key()
    {
        foreach (string path in new[] { "payments", "payments/{id}/refunds" })
        {
            (await PostAsync(path, Bodies[path](Tag))).AssertProblem(400, "idempotency-key-required");
        }
    }

    private static string Tag => $"t{Guid.NewGuid():N}";

    private static string Homework(string tag) => $$"""
        {"studentId":"{{First}}","tutorId":"{{First}}","subject":"x","title":"{{tag}}","dueAt":"2026-12-01T16:00:00Z"}
        """;

    private Task<Answer> PostAsync(string path, string body, params (string, string)[] headers) =>
        school.PostAsync(FullSchool.Fill(path), body, headers);

    /// <summary>How many rows there are in all of the school.</summary>
    private async Task<long> RowsAsync() => (long)(await Money.ExecuteAsync(school, """
        select (select count(*) from users) + (select count(*) from students) + (select count(*) from tutors)
            + (select count(*) from subscriptions) + (select count(*) from payments) + (select count(*) from refunds)
            + (select count(*) from homework) + (select count(*) from conversations)
            + (select count(*) from messages) + (select count(*) from bot_templates)
        """))!;
}
