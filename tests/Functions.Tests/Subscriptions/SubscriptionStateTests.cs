using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Subscriptions;

public sealed class SubscriptionStateTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("active", "PUT pause", "paused")]
    [InlineData("active", "DELETE pause", null)]
    [InlineData("active", "PUT cancellation", "cancelled")]
    [InlineData("paused", "PUT pause", null)]
    [InlineData("paused", "DELETE pause", "active")]
    [InlineData("paused", "PUT cancellation", "cancelled")]
    [InlineData("cancelled", "PUT pause", null)]
    [InlineData("cancelled", "DELETE pause", null)]
    [InlineData("cancelled", "PUT cancellation", null)]
    [InlineData("expired", "PUT pause", null)]
    [InlineData("expired", "DELETE pause", null)]
    [InlineData("expired", "PUT cancellation", null)]
    public async Task Each_state_has_its_ways_out_and_no_others(string from, string way, string? to)
    {
        var (path, before) = await InStateAsync(from);
        Assert.Equal(from, (string?)before.Json["status"]);

        var answer = await GoAsync(path, way);

        if (to is null)
        {
            answer.AssertProblem(409, "invalid-transition");
            Assert.Equal(before.Text, (await api.GetAsync(path)).Text);
        }
        else
        {
            Assert.Equal((HttpStatusCode.OK, to), (answer.Status, (string?)answer.Json["status"]));
            Assert.NotEqual(before.ETag, answer.ETag);
            Assert.Equal(answer.Text, (await api.GetAsync(path)).Text);
        }
    }

    [Fact]
    public async Task Of_twenty_cancellations_at_once_one_succeeds()
    {
        var (path, _) = await InStateAsync("active");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GoAsync(path, "PUT cancellation")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => answer.AssertProblem(409, "invalid-transition"));
    }

    [Fact]
    public async Task A_stale_tag_stops_a_transition_that_is_legal()
    {
        var (path, created) = await InStateAsync("active");
        await api.PatchAsync(path, """{"amountMinor":1}""");

        (await GoAsync(path, "PUT pause", ("If-Match", created.ETag!))).AssertProblem(412, "precondition-failed");
        var present = await api.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, (await GoAsync(path, "PUT pause", ("If-Match", present.ETag!))).Status);
    }

    [Theory]
    [InlineData("PUT pause")]
    [InlineData("DELETE pause")]
    [InlineData("PUT cancellation")]
    public async Task An_unknown_subscription_is_not_found(string way) =>
        (await GoAsync($"subscriptions/{Guid.NewGuid()}", way)).AssertProblem(404, "not-found");

    private async Task<(string Path, Answer Answer)> InStateAsync(string state)
    {
        string student = await Money.StudentAsync(api);
        var (path, created) = await Money.CreateAsync(api, "subscriptions", state == "expired"
            ? Money.Subscription(student, ("startsOn", "2020-01-01"), ("endsOn", "2020-01-31"))
            : Money.Subscription(student));
        return (path, state switch
        {
            "paused" => await GoAsync(path, "PUT pause"),
            "cancelled" => await GoAsync(path, "PUT cancellation"),
            _ => created,
        });
    }

    private Task<Answer> GoAsync(string path, string way, params (string, string)[] headers) =>
        api.SendAsync(new(way.Split(' ')[0]), $"{path}/{way.Split(' ')[1]}", null, headers);
}
