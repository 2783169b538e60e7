using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class NestedSubscriptionTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Terms =
        """{"plan":"maths","amountMinor":4900,"currency":"EUR","interval":"term","startsOn":"2026-09-01"}""";

    [Fact]
    public async Task A_student_and_its_subscription_are_made_together()
    {
        var (_, answer) = await NewStudent.CreateAsync(api, Body(NewStudent.Email, Terms));

        var subscription = Assert.Single(
            (await api.GetAsync($"subscriptions?studentId={(string)answer.Json["id"]!}")).Json["value"]!.AsArray())!;
        Assert.Equal(("maths", "term", "active"), (
            (string)subscription["plan"]!, (string)subscription["interval"]!, (string)subscription["status"]!));
        Assert.Equal(7, Guid.Parse((string)subscription["id"]!).Version);
    }

    [Fact]
    public async Task Without_a_subscription_none_is_made()
    {
        var (_, answer) = await NewStudent.CreateAsync(api, Body(NewStudent.Email, "null"));

        Assert.Empty(await Money.ListAsync(api, $"subscriptions?studentId={(string)answer.Json["id"]!}"));
    }

    [Theory]
    [InlineData("plan", "\"\"")]
    [InlineData("plan", "null")]
    [InlineData("amountMinor", "-1")]
    [InlineData("currency", "\"€\"")]
    [InlineData("interval", "\"day\"")]
    [InlineData("endsOn", "\"2026-08-31\"")]
    [InlineData("studentId", "\"00000000-0000-7000-8000-000000000000\"")]
    public async Task Its_faults_are_named_within_it_and_nothing_is_made(string member, string value)
    {
        string email = NewStudent.Email;
        var terms = JsonNode.Parse(Terms)!.AsObject();
        terms[member] = JsonNode.Parse(value);

        (await api.PostAsync("students", Body(email, terms.ToJsonString())))
            .AssertProblem(422, "validation-failed").AssertErrorAt($"subscription.{member}");

        Assert.Empty(await Money.ListAsync(api, $"students?q={email}"));
    }

    [Fact]
    public async Task A_student_who_is_refused_leaves_no_subscription()
    {
        string email = NewStudent.Email;
        await NewStudent.CreateAsync(api, Body(email, "null"));

        (await api.PostAsync("students", Body(email, Terms.Replace("maths", "refused", StringComparison.Ordinal))))
            .AssertProblem(409, "conflict");

        Assert.Equal(0L, await Money.ExecuteAsync(api, "select count(*) from subscriptions where plan = 'refused'"));
    }

    [Fact]
    public async Task A_retry_with_its_key_makes_neither_twice()
    {
        var (key, body) = (Money.Key, Body(NewStudent.Email, Terms));

        var first = await api.PostAsync("students", body, key);
        var retry = await api.PostAsync("students", body, key);

        Assert.Equal((HttpStatusCode.Created, first.Text), (retry.Status, retry.Text));
        Assert.Single(await Money.ListAsync(api, $"subscriptions?studentId={(string)first.Json["id"]!}"));
    }

    [Fact]
    public async Task A_patch_has_no_subscription()
    {
        var (path, _) = await NewStudent.CreateAsync(api);

        (await api.PatchAsync(path, $$"""{"subscription":{{Terms}}}"""))
            .AssertProblem(422, "validation-failed").AssertErrorAt("subscription");
    }

    private static string Body(string email, string subscription) =>
        $$"""{"fullName":"Ada","email":"{{email}}","subscription":{{subscription}}}""";
}
