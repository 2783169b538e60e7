using Lectern.DatabaseUrls;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Database.Tests;

public sealed class ApplicationDatabaseTests(TestServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateEmptyDatabaseAsync();
        await server.ExecuteAsync("create table written (i int); grant all on written to lectern_app", _database.Name);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_read_whose_connection_is_killed_is_tried_once_more()
    {
        await using var database = Create(_database.ApplicationConnectionString);
        int tries = 0;

        int answer = await database.ReadAsync(DieOnceAsync, TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (answer, tries));

        Task<int> DieOnceAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
            AskAsync<int>(connection, ++tries == 1 ? Die : "select 1", cancellationToken);
    }

    [Fact]
    public async Task A_read_whose_connection_is_killed_twice_is_an_error()
    {
        await using var database = Create(_database.ApplicationConnectionString);
        int tries = 0;

        var failure = await Assert.ThrowsAnyAsync<NpgsqlException>(() => database.ReadAsync(
            (connection, cancellationToken) =>
            {
                tries++;
                return AskAsync<int>(connection, Die, cancellationToken);
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(2, tries);
        Assert.Equal(PostgresErrorCodes.AdminShutdown, failure.SqlState);
    }

    [Fact]
    public async Task A_write_that_may_have_been_done_is_never_done_twice_and_an_idempotent_one_is()
    {
        await using var database = Create(_database.ApplicationConnectionString);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => database.WriteAsync(
            WriteAndDieAsync, TestContext.Current.CancellationToken));
        Assert.Equal(1, await CountAsync());

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => database.WriteIdempotentAsync(
            WriteAndDieAsync, TestContext.Current.CancellationToken));
        Assert.Equal(1 + 2, await CountAsync());

        async Task<int> WriteAndDieAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            await AskAsync<object?>(connection, "insert into written values (1)", cancellationToken);
            return await AskAsync<int>(connection, Die, cancellationToken);
        }

        Task<long> CountAsync() => database.ReadAsync(
            (connection, cancellationToken) =>
                AskAsync<long>(connection, "select count(*) from written", cancellationToken),
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_write_that_a_standby_refused_is_tried_once_more()
    {
        await using var database = Create(_database.ApplicationConnectionString);
        int tries = 0;

        // 25006 the first time, as from a server that is no longer the primary.
        await database.WriteAsync(WriteAsync, TestContext.Current.CancellationToken);

        Assert.Equal(2, tries);

        async Task<object?> WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            string mode = ++tries == 1 ? "read only" : "read write";
            return await AskAsync<object?>(
                connection, $"set transaction {mode}; insert into written values (1)", cancellationToken);
        }
    }

    [Theory]
    [InlineData("select 1 / 0", PostgresErrorCodes.DivisionByZero)]
    [InlineData("select pg_cancel_backend(pg_backend_pid()), pg_sleep(10)", PostgresErrorCodes.QueryCanceled)]
    public async Task What_is_wrong_with_the_statement_itself_is_not_tried_again(string sql, string code)
    {
        await using var database = Create(_database.ApplicationConnectionString);
        int tries = 0;

        var failure = await Assert.ThrowsAsync<PostgresException>(() => database.ReadAsync(
            (connection, cancellationToken) =>
            {
                tries++;
                return AskAsync<int>(connection, sql, cancellationToken);
            },
            TestContext.Current.CancellationToken));

        Assert.Equal((1, code), (tries, failure.SqlState));
    }

    [Fact]
    public async Task No_row_is_quoted_by_an_error_even_where_the_url_asks_for_details()
    {
        await using var database = Create(_database.ApplicationConnectionString + ";Include Error Detail=true");
        await server.ExecuteAsync("create unique index written_i_key on written (i)", _database.Name);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.WriteAsync(
            (connection, cancellationToken) => AskAsync<object?>(
                connection, "insert into written values (918273645), (918273645)", cancellationToken),
            TestContext.Current.CancellationToken));

        // The server's detail is: Key (i)=(918273645) already exists.
        Assert.Equal("written_i_key", refused.ConstraintName);
        Assert.DoesNotContain("918273645", $"{refused.Detail} {refused}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_is_told_the_timeout_of_statements_but_for_what_the_url_says_itself()
    {
        Assert.Equal("8s", await ShowTimeoutAsync(""));
        Assert.Equal("7s", await ShowTimeoutAsync(";Options=-c statement_timeout=7000"));

        async Task<string> ShowTimeoutAsync(string inUrl)
        {
            await using var database = Create(_database.ApplicationConnectionString + inUrl);
            return await database.ReadAsync(
                (connection, cancellationToken) =>
                    AskAsync<string>(connection, "show statement_timeout", cancellationToken),
                TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Behind_PgBouncer_many_readers_share_few_connections()
    {
        const int readers = 200;
        await using var pooler = await TestPooler.StartAsync(server, poolSize: 2);
        await using var database = Create(
            pooler.ConnectionString("lectern_app", _database.Name) + ";pgbouncer=true");

        int[] answers = await Task.WhenAll(Enumerable.Range(0, readers).Select(i => database.ReadAsync(
            (connection, cancellationToken) => AskAsync<int>(connection, "select $1", cancellationToken, i),
            TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(0, readers), answers);
    }

    private const string Die = "select 0 from pg_terminate_backend(pg_backend_pid())";

    private static ApplicationDatabase Create(string connectionString) =>
        ApplicationDatabase.Create(DatabaseUrl.Parse(connectionString), new());

    private static async Task<T> AskAsync<T>(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
