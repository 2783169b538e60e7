using System.Net;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A connection that is lost at the worst moments of a request with an idempotency key.</summary>
public sealed class IdempotencyFaultTests(TestServer server)
{
    private const string Waiting = "usename = 'lectern_app' and datname = current_database() and wait_event_type = ";

    /// <summary>The API whose commits wait for standbys, as the test server's own do not.</summary>
    private sealed class CarefulApi(TestServer server) : SchoolApi(server)
    {
        protected override string Tuning => ";Options=-c synchronous_commit=on";
    }

    [Fact]
    public async Task A_connection_lost_before_the_commit_is_invisible_and_the_effect_happens_once()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (key, body) = (Money.Key, NewStudent.Body());
        await using var held = await HeldLock.OfTableAsync(api, "students in exclusive mode");
        var posting = api.PostAsync("students", body, key);

        await KillWhoWaitsAsync(api, "'Lock'");
        await held.ReleaseAsync();

        var answer = await posting;
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.False(answer.Response.Headers.Contains("Idempotency-Replayed"));
        await AssertOneStudentAsync(api, answer, await api.PostAsync("students", body, key));
    }

    [Fact]
    public async Task A_connection_lost_after_the_commit_and_before_its_word_is_answered_with_what_was_committed()
    {
        await using var api = new CarefulApi(server);
        await api.InitializeAsync();
        var (key, body) = (Money.Key, NewStudent.Body());
        await server.ExecuteAsync("alter system set synchronous_standby_names = 'nobody'");
        try
        {
            await server.ExecuteAsync("select pg_reload_conf()");
            var posting = api.PostAsync("students", body, key);

            // The commit is in the journal and waits for a standby that never comes.
            await KillWhoWaitsAsync(api, "'IPC' and wait_event = 'SyncRep'");

            var answer = await posting;
            Assert.Equal(HttpStatusCode.Created, answer.Status);
            await AssertOneStudentAsync(api, answer, await api.PostAsync("students", body, key));
        }
        finally
        {
            await server.ExecuteAsync("alter system reset synchronous_standby_names");
            await server.ExecuteAsync("select pg_reload_conf()");
        }
    }

    [Fact]
    public async Task A_connection_lost_in_both_tries_is_503_and_leaves_nothing()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (key, body) = (Money.Key, NewStudent.Body());
        await using var owner = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var connection = await owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new NpgsqlCommand("lock table students in exclusive mode", connection, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var posting = api.PostAsync("students", body, key);
            await KillWhoWaitsAsync(api, "'Lock'");
            await KillWhoWaitsAsync(api, "'Lock'");

            (await posting).AssertProblem(503, "database-unavailable");
        }

        Assert.Equal(0L, await Money.ExecuteAsync(api, "select count(*) from students"));
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("students", body, key)).Status);
    }

    private static async Task AssertOneStudentAsync(SchoolApi api, Answer answer, Answer retry)
    {
        Assert.Equal((answer.Status, answer.Text, answer.ETag), (retry.Status, retry.Text, retry.ETag));
        Assert.Equal(answer.Response.Headers.Location, retry.Response.Headers.Location);
        Assert.True(retry.Response.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal([(string)answer.Json["id"]!], await api.IdsAsync("students"));
    }

    private static async Task KillWhoWaitsAsync(SchoolApi api, string why)
    {
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        for (int look = 0; look < 500; look++)
        {
            // The second argument: until it has gone, so that nobody is killed twice.
            await using var kill = data.CreateCommand($"""
                select count(*) filter (where pg_terminate_backend(pid, 5000)), pg_sleep(0.01)
                from pg_stat_activity where {Waiting}{why}
                """);
            if ((long)(await kill.ExecuteScalarAsync(TestContext.Current.CancellationToken))! > 0)
            {
                return;
            }
        }

        Assert.Fail($"Nobody waits for {why}.");
    }
}
