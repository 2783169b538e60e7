using System.Net;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Subscriptions;

public sealed class SubscriptionOverlapTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Two_live_ones_of_a_plan_may_not_share_a_day()
    {
        string student = await Money.StudentAsync(api);
        await CreateAsync(student, "2026-09-01", "2027-01-31");

        var overlap = await PostAsync(student, "2027-01-31", "2027-07-31");

        overlap.AssertProblem(409, "overlap");
        Assert.Contains("subscriptions_period_excl", (string)overlap.Json["detail"]!, StringComparison.Ordinal);
        await CreateAsync(student, "2027-02-01", "2027-07-31");
        await CreateAsync(await Money.StudentAsync(api), "2026-09-01", "2027-01-31");
        await Money.CreateAsync(api, "subscriptions", Money.Subscription(student, ("plan", "physics")));
    }

    [Fact]
    public async Task A_paused_one_is_live_and_a_cancelled_one_is_not()
    {
        string student = await Money.StudentAsync(api);
        string path = await CreateAsync(student, "2026-09-01", "2027-01-31");

        await api.SendAsync(HttpMethod.Put, $"{path}/pause", null);
        (await PostAsync(student, "2026-10-01", "2026-12-31")).AssertProblem(409, "overlap");

        await api.SendAsync(HttpMethod.Put, $"{path}/cancellation", null);
        await CreateAsync(student, "2026-10-01", "2026-12-31");
    }

    [Fact]
    public async Task Of_twenty_that_arrive_at_once_one_succeeds_and_the_others_overlap()
    {
        for (int round = 0; round < 5; round++)
        {
            string student = await Money.StudentAsync(api);

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => PostAsync(student, "2026-09-01", "2027-01-31")));

            var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.All(answers.Where(answer => answer != winner), answer => answer.AssertProblem(409, "overlap"));
        }
    }

    [Fact]
    public async Task Of_twenty_moved_onto_the_same_days_at_once_one_succeeds_and_the_others_overlap()
    {
        string student = await Money.StudentAsync(api);
        var paths = new List<string>();
        for (int year = 2030; year < 2050; year++)
        {
            paths.Add(await CreateAsync(student, $"{year}-01-01", $"{year}-12-31"));
        }

        var answers = await Task.WhenAll(paths.Select(path =>
            api.PatchAsync(path, """{"startsOn":"2026-01-01","endsOn":"2026-12-31"}""")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => answer.AssertProblem(409, "overlap"));
    }

    [Fact]
    public async Task Pauses_that_cross_new_subscriptions_end_as_they_would_one_after_another()
    {
        string student = await Money.StudentAsync(api);
        string path = await CreateAsync(student, "2026-09-01", "2027-01-31");

        var pauses = Enumerable.Range(0, 10).Select(turn => turn % 2 == 0
            ? api.SendAsync(HttpMethod.Put, $"{path}/pause", null)
            : api.DeleteAsync($"{path}/pause"));
        var creates = Enumerable.Range(0, 10).Select(_ => PostAsync(student, "2026-10-01", "2026-12-31"));
        var answers = await Task.WhenAll([.. pauses, .. creates]);

        Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 409, answer.Text));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task Whoever_writes_a_period_waits_for_the_student(string method)
    {
        // Two who meet at the constraint wait for each other: without the student's lock, one in sixty ended as a
        // deadlock.
        string student = await Money.StudentAsync(api);
        string path = await CreateAsync(student, "2026-09-01", "2027-01-31");
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        await using var holder = await data.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand(
            $"select from students where id = '{student}' for no key update", holder))
        {
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var writing = method switch
        {
            "POST" => PostAsync(student, "2028-09-01", "2029-01-31"),
            "PATCH" => api.PatchAsync(path, """{"endsOn":"2027-02-28"}"""),
            _ => api.SendAsync(HttpMethod.Put, $"{path}/pause", null),
        };
        await Waiting.ForALockAsync(api);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.True((await writing).Status is HttpStatusCode.OK or HttpStatusCode.Created);
    }

    private Task<Answer> PostAsync(string student, string from, string to) =>
        api.PostAsync("subscriptions", Money.Subscription(student, ("startsOn", from), ("endsOn", to)));

    private async Task<string> CreateAsync(string student, string from, string to) =>
        (await Money.CreateAsync(
            api, "subscriptions", Money.Subscription(student, ("startsOn", from), ("endsOn", to)))).Path;
}
