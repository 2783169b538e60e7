using System.Net;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A locked table, a burst or a client that does not read takes nothing away from the others.</summary>
public sealed class OverloadTests(TestServer server)
{
    private const int MayWait = 8;
    private const int Burst = 60;

    /// <summary>The API with few places, and few who may wait for them.</summary>
    private sealed class SmallApi(TestServer server) : SchoolApi(server)
    {
        protected override string Tuning => ";Maximum Pool Size=5;Timeout=10";

        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["ADMISSION_WAITING"] = $"{MayWait}",
            ["ADMISSION_BODY_MIB"] = "2",
            ["ADMISSION_EXPORTS"] = "5",
            ["ADMISSION_EVENT_STREAMS_PER_CALLER"] = "2",
            ["STREAM_WRITE_SECONDS"] = "60",
        };
    }

    /// <summary>The API whose statements and waits may take longer than the test.</summary>
    private sealed class PatientApi(TestServer server) : SchoolApi(server)
    {
        protected override string Tuning =>
            ";Maximum Pool Size=5;Timeout=20;Command Timeout=60;Options=-c statement_timeout=60000";
    }

    [Fact]
    public async Task A_locked_table_stops_its_own_resource_only_and_the_excess_is_refused_at_once()
    {
        await using var api = new SmallApi(server);
        await api.InitializeAsync();
        await using var held = await HeldLock.OfTableAsync(api, "students");

        var burst = Enumerable.Range(0, Burst).Select(_ => api.GetAsync("students")).ToList();
        // Refused while the table is still locked. The others have a place or wait for one.
        var refused = new List<Answer>();
        while (refused.Count < Burst / 2)
        {
            var next = await Task.WhenAny(burst);
            burst.Remove(next);
            refused.Add(await next);
        }

        Assert.All(refused, answer => answer.AssertProblem(503, "overloaded"));
        Assert.All(refused, answer => Assert.True(answer.Response.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("tutors")).Status);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("health/ready")).Status);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("about")).Status);
        }

        await held.ReleaseAsync();
        var late = await Task.WhenAll(burst);
        Assert.InRange(late.Count(answer => answer.Status == HttpStatusCode.OK), MayWait / 2, Burst / 2);
        Assert.All(
            late.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => answer.AssertProblem(503, "overloaded"));
    }

    [Fact]
    public async Task Where_no_connection_comes_back_new_requests_are_refused_before_those_who_wait_give_up()
    {
        await using var api = new PatientApi(server);
        await api.InitializeAsync();
        await using var held = await HeldLock.OfTableAsync(api, "students");

        var sent = new List<Task<Answer>>();
        Task<Answer>? first = null;
        for (int look = 0; look < 300 && first is null; look++)
        {
            sent.Add(api.GetAsync("students"));
            await Task.Delay(100, TestContext.Current.CancellationToken);
            first = sent.Find(answer => answer.IsCompleted);
        }

        (await first!).AssertProblem(503, "overloaded");
        await held.ReleaseAsync();
        await Task.WhenAll(sent);
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task Exports_whose_clients_do_not_read_hold_no_connection_and_are_limited(string format)
    {
        await using var api = new SmallApi(server);
        await api.InitializeAsync();
        await Money.ExecuteAsync(api, """
            insert into students (id, full_name, email)
            select gen_random_uuid(), repeat('x', 190), 'export' || i || '@example.org'
            from generate_series(1, 50000) i
            """);
        var stalled = new List<SlowClient>();
        try
        {
            for (int i = 0; i < 5; i++)
            {
                stalled.Add(await SlowClient.ReadAsync(
                    api.Host.Address, $"/api/students/export?format={format}", TestContext.Current.CancellationToken));
            }

            Assert.All(stalled, client => Assert.Equal("HTTP/1.1 200", client.Status));

            (await api.GetAsync($"students/export?format={format}")).AssertProblem(429, "too-many-streams");
            await Waiting.ForConnectionsAsync(api, "state <> 'idle'", 0);
            for (int i = 0; i < 10; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("students?limit=1")).Status);
            }
        }
        finally
        {
            foreach (var client in stalled)
            {
                await client.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task One_caller_cannot_have_all_event_streams()
    {
        await using var api = new SmallApi(server);
        await api.InitializeAsync();
        var (path, users) = await Conversations.NewConversation.CreateAsync(api);
        var one = Conversations.NewConversation.As(users[0]);
        var other = Conversations.NewConversation.As(users[1]);
        using (await Conversations.EventReader.OpenAsync(api, path, one))
        using (await Conversations.EventReader.OpenAsync(api, path, one))
        {
            (await api.GetAsync($"{path}/events", one)).AssertProblem(429, "too-many-streams");
            using var another = await Conversations.EventReader.OpenAsync(api, path, other);
        }
    }

    [Fact]
    public async Task Bodies_beyond_the_budget_are_refused_and_the_budget_is_given_back()
    {
        await using var api = new SmallApi(server);
        await api.InitializeAsync();
        var rows = Enumerable.Range(0, 9000).Select(_ => NewStudent.Body(new string('x', 190)));
        string large = $"[{string.Join(',', rows)}]";

        for (int i = 0; i < 3; i++)
        {
            (await api.PostAsync("students/bulk", large)).AssertProblem(503, "overloaded");
        }

        for (int i = 0; i < 20; i++)
        {
            var answer = await api.PostAsync("students/bulk", $"[{NewStudent.Body()}]");
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        }
    }
}
