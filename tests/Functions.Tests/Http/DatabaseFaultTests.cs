using System.Diagnostics;
using System.Globalization;
using System.Net;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class DatabaseFaultTests(TestServer server)
{
    /// <summary>The API with a pool of two, which waits a second for a connection and a statement.</summary>
    private sealed class ImpatientApi(TestServer server) : SchoolApi(server)
    {
        protected override string Tuning => ";Maximum Pool Size=2;Timeout=1;Options=-c statement_timeout=1000";
    }

    [Fact]
    public async Task A_connection_killed_by_the_server_is_invisible_to_who_reads()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        await api.GetAsync("students");
        for (int round = 0; round < 5; round++)
        {
            await KillConnectionsAsync(api);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("students?count=true&q=a")).Status);
        }
    }

    [Fact]
    public async Task A_write_on_a_killed_connection_is_503_or_done_and_never_done_twice()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        for (int round = 0; round < 5; round++)
        {
            await KillConnectionsAsync(api);
            string before = (await api.GetAsync(path)).ETag!;
            await KillConnectionsAsync(api);

            var answer = await api.PatchAsync(path, $$"""{"grade":{{round + 1}}}""");

            int written = answer.Status == HttpStatusCode.OK ? 1 : 0;
            if (written == 0)
            {
                answer.AssertProblem(503, "database-unavailable");
            }

            string after = (await api.GetAsync(path)).ETag!;
            Assert.Equal(Version(before) + written, Version(after));
        }
    }

    [Theory]
    [InlineData(PostgresErrorCodes.SerializationFailure, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.DeadlockDetected, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.TooManyConnections, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.ConnectionFailure, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.QueryCanceled, 504, "database-timeout")]
    [InlineData(PostgresErrorCodes.LockNotAvailable, 504, "database-timeout")]
    [InlineData(PostgresErrorCodes.InsufficientResources, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.DiskFull, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.OutOfMemory, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.ConfigurationLimitExceeded, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.IoError, 503, "database-unavailable")]
    [InlineData(PostgresErrorCodes.RaiseException, 500, "internal")]
    public async Task The_code_of_the_servers_refusal_decides_the_problem(string sqlState, int status, string code)
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        await Money.ExecuteAsync(api, $"""
            create function refuse() returns trigger language plpgsql as $$
            begin raise exception using errcode = '{sqlState}'; end $$;
            create trigger refuse before insert on students for each row execute function refuse();
            """);

        (await api.PostAsync("students", NewStudent.Body())).AssertProblem(status, code);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.SerializationFailure, true)]
    [InlineData(PostgresErrorCodes.SerializationFailure, false)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, false)]
    public async Task A_deadlock_or_a_conflict_is_tried_again_and_the_effect_happens_once(string sqlState, bool hasKey)
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        // A sequence counts the tries: it is not rolled back.
        await Money.ExecuteAsync(api, $"""
            create sequence tries;
            grant usage on sequence tries to lectern_app;
            create function refuse() returns trigger language plpgsql as $$
            begin
                if nextval('tries') < 3 then raise exception using errcode = '{sqlState}'; end if;
                return new;
            end $$;
            create trigger refuse before insert on students for each row execute function refuse();
            """);

        var answer = await api.PostAsync(
            "students", NewStudent.Body(), hasKey ? [("Idempotency-Key", Guid.NewGuid().ToString())] : []);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(3L, await Money.ExecuteAsync(api, "select last_value from tries"));
        Assert.Equal(1L, await Money.ExecuteAsync(api, "select count(*) from students"));
    }

    [Fact]
    public async Task A_column_whose_type_has_changed_is_read_with_a_new_plan()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path)).Status);
        }

        await Money.ExecuteAsync(api, "alter table students alter column grade type bigint");

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_server_that_is_read_only_keeps_its_sessions()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        await server.ExecuteAsync(
            $"alter role lectern_app in database {api.Database.Name} set default_transaction_read_only = on");
        await KillConnectionsAsync(api);
        await api.GetAsync(path);
        (await api.PatchAsync(path, """{"grade":1}""")).AssertProblem(503, "database-unavailable");
        long sessions = await SessionsAsync();

        const int writes = 40;
        for (int i = 0; i < writes; i++)
        {
            (await api.PatchAsync(path, """{"grade":1}""")).AssertProblem(503, "database-unavailable");
        }

        // Without the limit, each write opens a session, and some two.
        Assert.InRange(await SessionsAsync() - sessions, 0, writes / 2);

        async Task<long> SessionsAsync() => (long)(await Money.ExecuteAsync(
            api, "select sessions from pg_stat_database where datname = current_database()"))!;
    }

    [Fact]
    public async Task A_row_locked_for_too_long_is_504()
    {
        await using var api = new ImpatientApi(server);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        await using var held = await HeldLock.OfRowsAsync(api, "students");

        (await api.PatchAsync(path, """{"grade":1}""")).AssertProblem(504, "database-timeout");
    }

    [Fact]
    public async Task An_exhausted_pool_is_504_and_not_a_long_wait()
    {
        await using var api = new ImpatientApi(server);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        await using var held = await HeldLock.OfRowsAsync(api, "students");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => api.PatchAsync(path, """{"grade":1}""")));

        Assert.All(answers, answer => answer.AssertProblem(504, "database-timeout"));
    }

    [Fact]
    public async Task A_caller_who_leaves_cancels_the_query_on_the_server()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (path, _) = await NewStudent.CreateAsync(api);
        // The superuser, who may see what other roles wait for.
        await using var lockHolder = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        await using var connection = await lockHolder.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand("select 1 from students for update", connection, transaction))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var leave = new CancellationTokenSource();
        var waiting = api.Client.PatchAsync(path, Requests.Json("""{"grade":1}""", "application/json"), leave.Token);
        await UntilAsync(1);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await UntilAsync(0);

        async Task UntilAsync(long waiters)
        {
            var waited = Stopwatch.StartNew();
            const string sql = "select count(*) from pg_stat_activity "
                + "where wait_event_type = 'Lock' and usename = 'lectern_app' and datname = current_database()";
            while (waited.Elapsed < TimeSpan.FromSeconds(5))
            {
                await using var count = new NpgsqlCommand(sql, connection, transaction);
                if ((long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == waiters)
                {
                    return;
                }
            }

            Assert.Fail($"There never were {waiters} waiting statements.");
        }
    }

    [Fact]
    public async Task The_serving_role_cannot_change_the_schema()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var data = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        foreach (string ddl in new[]
            { "create table t (i int)", "drop table students", "alter table students add i int", "truncate students" })
        {
            await using var command = data.CreateCommand(ddl);
            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private static int Version(string etag) => int.Parse(etag.Trim('"'), CultureInfo.InvariantCulture);

    private Task KillConnectionsAsync(SchoolApi api) => server.ExecuteAsync(
        $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{api.Database.Name}'");
}
