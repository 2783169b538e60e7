using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Subscriptions;

public sealed class SubscriptionTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_created_subscription_is_answered_whole_with_its_place_and_tag()
    {
        string student = await Money.StudentAsync(api);
        var answer = await api.PostAsync("subscriptions", Money.Subscription(student, ("endsOn", "2999-12-31")));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var id = Guid.Parse((string)answer.Json["id"]!);
        Assert.Equal(7, id.Version);
        Assert.Equal($"{api.Client.BaseAddress}subscriptions/{id}", answer.Response.Headers.Location!.ToString());
        Assert.NotNull(answer.ETag);
        Assert.Equal(
            (student, "maths", 4900, "EUR", "month", "2026-09-01", "2999-12-31", "active"),
            ((string?)answer.Json["studentId"], (string?)answer.Json["plan"], (long)answer.Json["amountMinor"]!,
                (string?)answer.Json["currency"], (string?)answer.Json["interval"], (string?)answer.Json["startsOn"],
                (string?)answer.Json["endsOn"], (string?)answer.Json["status"]));
        var read = await api.GetAsync($"subscriptions/{id}");
        Assert.Equal((answer.Text, answer.ETag), (read.Text, read.ETag));
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await api.GetAsync($"subscriptions/{id}", ("If-None-Match", read.ETag!))).Status);
    }

    [Theory]
    [InlineData("studentId", "\"00000000-0000-7000-8000-000000000000\"")]
    [InlineData("studentId", "null")]
    [InlineData("plan", "\" \"")]
    [InlineData("amountMinor", "-1")]
    [InlineData("amountMinor", "49.00")]
    [InlineData("amountMinor", "9007199254740992")]
    [InlineData("amountMinor", "99999999999999999999")]
    [InlineData("currency", "\"eur\"")]
    [InlineData("currency", "\"EURO\"")]
    [InlineData("interval", "\"week\"")]
    [InlineData("startsOn", "\"01.09.2026\"")]
    [InlineData("startsOn", "\"0001-01-01\"")]
    [InlineData("endsOn", "\"9999-12-31\"")]
    [InlineData("endsOn", "\"2026-08-31\"")]
    [InlineData("status", "\"active\"")]
    public async Task What_is_not_acceptable_is_named_by_its_path(string member, string value)
    {
        string student = await Money.StudentAsync(api);

        (await api.PostAsync("subscriptions", Money.Subscription(student, (member, JsonNode.Parse(value)))))
            .AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Fact]
    public async Task A_merge_patch_changes_terms_but_neither_the_student_nor_the_status()
    {
        string student = await Money.StudentAsync(api);
        var (path, created) = await CreateAsync(student, ("endsOn", "2999-01-01"));

        var patched = await api.PatchAsync(
            path, """{"amountMinor":0,"interval":"year","endsOn":null}""", ("If-Match", created.ETag!));

        Assert.Equal(HttpStatusCode.OK, patched.Status);
        Assert.Equal((0, "year", "maths"), (
            (int)patched.Json["amountMinor"]!, (string)patched.Json["interval"]!, (string)patched.Json["plan"]!));
        Assert.Null(patched.Json["endsOn"]);
        (await api.PatchAsync(path, "{}", ("If-Match", created.ETag!))).AssertProblem(412, "precondition-failed");
        (await api.PatchAsync(path, $$"""{"studentId":"{{student}}"}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt("studentId");
        (await api.PatchAsync(path, """{"status":"paused"}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt("status");
        var backwards = await api.PatchAsync(path, """{"endsOn":"2026-08-31"}""");
        backwards.AssertProblem(422, "validation-failed").AssertErrorAt("endsOn");
        Assert.Equal("must not be before startsOn", (string?)backwards.Json["errors"]!["endsOn"]![0]);
    }

    [Fact]
    public async Task A_subscription_expires_without_anybodys_doing_and_the_tag_tells()
    {
        string student = await Money.StudentAsync(api);
        var (path, running) = await CreateAsync(student, ("startsOn", "2020-01-01"), ("endsOn", "2999-12-31"));

        await Money.ExecuteAsync(api, $"""
            alter table subscriptions disable trigger subscriptions_touch;
            update subscriptions set ends_on = '2020-12-31' where student_id = '{student}';
            alter table subscriptions enable trigger subscriptions_touch
            """);
        var over = await api.GetAsync(path, ("If-None-Match", running.ETag!));

        Assert.Equal((HttpStatusCode.OK, "expired"), (over.Status, (string?)over.Json["status"]));
        (await api.PatchAsync(path, "{}", ("If-Match", running.ETag!))).AssertProblem(412, "precondition-failed");
        var renewed = await api.PatchAsync(path, """{"endsOn":"2999-12-31"}""", ("If-Match", over.ETag!));
        Assert.Equal("active", (string?)renewed.Json["status"]);
    }

    [Fact]
    public async Task Filters_let_through_what_meets_all_of_them_in_lists_and_exports()
    {
        string student = await Money.StudentAsync(api);
        string running = Id(await CreateAsync(student, ("plan", "running"), ("startsOn", "2026-01-02")));
        string over = Id(await CreateAsync(
            student, ("plan", "over"), ("startsOn", "2020-01-01"), ("endsOn", "2020-06-30")));
        var (pausedPath, _) = await CreateAsync(student, ("plan", "paused"), ("endsOn", "2990-06-30"));
        string paused = (string)(await api.SendAsync(HttpMethod.Put, $"{pausedPath}/pause", null)).Json["id"]!;
        await CreateAsync(await Money.StudentAsync(api));

        Task<List<string>> ListAsync(string filters) =>
            Money.ListAsync(api, $"subscriptions?studentId={student}{filters}");
        Assert.Equal([running, over, paused], await ListAsync(""));
        Assert.Equal([over, running, paused], await ListAsync("&sort=startsOn"));
        Assert.Equal([running], await ListAsync("&status=active"));
        Assert.Equal([over], await ListAsync("&status=expired"));
        Assert.Equal([paused], await ListAsync("&status=paused"));
        Assert.Empty(await ListAsync("&status=cancelled"));
        Assert.Empty(await ListAsync("&endingBefore=2020-06-30"));
        Assert.Equal([over], await ListAsync("&endingBefore=2020-07-01"));
        Assert.Equal([over, paused], await ListAsync("&endingBefore=9999-12-31"));

        var page = await api.GetAsync($"subscriptions?studentId={student}&limit=2&sort=-startsOn&count=true");
        Assert.Equal(3, (int?)page.Json["count"]);
        Assert.Equal([over], await Money.ListAsync(api, (string)page.Json["nextLink"]!));
        var export = await api.GetAsync($"subscriptions/export?studentId={student}&status=expired&format=csv");
        Assert.StartsWith(
            "id,studentId,plan,amountMinor,currency,interval,startsOn,endsOn,status,createdAt,updatedAt\r\n"
            + $"{over},{student},over,4900,EUR,month,2020-01-01,2020-06-30,expired,",
            export.Text, StringComparison.Ordinal);
        (await api.GetAsync("subscriptions?status=live")).AssertProblem(400, "invalid-parameter");
        (await api.GetAsync("subscriptions?endingBefore=soon")).AssertProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task A_student_sees_its_own_a_tutor_none_and_only_an_admin_writes()
    {
        var (own, asOwn) = await Money.CallingStudentAsync(api);
        var (_, asOther) = await Money.CallingStudentAsync(api);
        var (path, created) = await CreateAsync(own);

        Assert.Equal([(string)created.Json["id"]!], await Money.ListAsync(api, "subscriptions", "id", asOwn));
        Assert.Empty(await Money.ListAsync(api, $"subscriptions?studentId={own}", "id", asOther));
        Assert.Empty((await api.GetAsync("subscriptions/export", asOther)).Text);
        Assert.Equal(created.Text, (await api.GetAsync(path, asOwn)).Text);
        (await api.GetAsync(path, asOther)).AssertProblem(404, "not-found");
        foreach (string read in new[] { "subscriptions", path, "subscriptions/export" })
        {
            (await api.GetAsync(read, Money.AsTutor)).AssertProblem(403, "forbidden");
        }

        foreach (var caller in new[] { asOwn, asOther, [Money.AsTutor] })
        {
            (await api.PostAsync("subscriptions", "{}", caller)).AssertProblem(403, "forbidden");
            (await api.PatchAsync(path, "{}", caller)).AssertProblem(403, "forbidden");
            (await api.SendAsync(HttpMethod.Put, $"{path}/pause", null, caller)).AssertProblem(403, "forbidden");
            (await api.DeleteAsync($"{path}/pause", caller)).AssertProblem(403, "forbidden");
            (await api.SendAsync(HttpMethod.Put, $"{path}/cancellation", null, caller)).AssertProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task A_student_who_has_a_subscription_cannot_be_deleted()
    {
        string student = await Money.StudentAsync(api);
        await CreateAsync(student);

        (await api.DeleteAsync($"students/{student}")).AssertProblem(409, "in-use");
    }

    private static string Id((string, Answer Answer) created) => (string)created.Answer.Json["id"]!;

    private Task<(string Path, Answer Answer)> CreateAsync(string student, params (string, JsonNode?)[] changes) =>
        Money.CreateAsync(api, "subscriptions", Money.Subscription(student, changes));
}
