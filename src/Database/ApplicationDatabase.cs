using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The application's database: asynchronous, pooled, shared by all requests of a process. With several hosts in the
/// URL, writes go to the primary, and reads that may lag to a standby if one answers.
/// </summary>
public sealed class ApplicationDatabase : IAsyncDisposable
{
    private const int MaxConflicts = 5;
    private const int ReadOnlyClearMs = 2_000;
    // Npgsql's own time for the answer to a cancel request, and a margin.
    private const int CancelSeconds = 3;

    private readonly NpgsqlDataSource _all;
    private readonly TimeSpan _statementLimit;
    private long _clearedAt = -ReadOnlyClearMs;

    private ApplicationDatabase(
        NpgsqlDataSource all, NpgsqlConnectionStringBuilder connection, TimeSpan statementLimit)
    {
        _all = all;
        _statementLimit = statementLimit;
        PoolSize = connection.MaxPoolSize;
        ConnectTimeout = TimeSpan.FromSeconds(connection.Timeout);
        Primary = all is NpgsqlMultiHostDataSource several
            ? several.WithTargetSession(TargetSessionAttributes.Primary)
            : all;
        Standby = all is NpgsqlMultiHostDataSource hosts
            ? hosts.WithTargetSession(TargetSessionAttributes.PreferStandby)
            : all;
    }

    /// <summary>The most connections to each host.</summary>
    public int PoolSize { get; }

    /// <summary>The longest wait for a connection of the pool or a new one.</summary>
    public TimeSpan ConnectTimeout { get; }

    /// <summary>Connections to the primary, without retries, if the methods of this class do not suffice.</summary>
    public NpgsqlDataSource Primary { get; }

    /// <summary>Connections to a standby or, if none answers, to the primary, without retries.</summary>
    public NpgsqlDataSource Standby { get; }

    /// <summary>Creates the database object of a process. It opens no connection yet.</summary>
    /// <param name="url">The server or servers; with <c>pgbouncer=true</c> if there is a pooler in front.</param>
    /// <param name="settings">Pool and timeouts. The values of the URL take precedence.</param>
    /// <exception cref="DatabaseUrlException">It is not a PostgreSQL URL, or Npgsql does not support it.</exception>
    public static ApplicationDatabase Create(DatabaseUrl url, ApplicationDatabaseSettings settings)
    {
        var connection = settings.Apply(url);
        // Each operation chooses its host.
        connection.Remove("Target Session Attributes");
        // The server's details quote rows, which must not be in logs, even if the URL asks for details.
        connection.IncludeErrorDetail = false;
        var statementLimit = connection.CommandTimeout == 0
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromSeconds(connection.CommandTimeout);
        if (connection.CommandTimeout > 0)
        {
            // For what StatementLimit does not cover. It must end later, because Npgsql's own cancellation blocks.
            connection.CommandTimeout += connection.Timeout + CancelSeconds;
        }

        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString)
        {
            // The name of the pool in Npgsql's metrics; the default would be the connection string.
            Name = "lectern",
        };
        builder.ConfigureTracing(DatabaseTracing.Configure);
        if (settings.Credential is { } credential)
        {
            EntraTokens.Use(builder, credential);
        }

        if (!settings.AllowPrivilegedRole)
        {
            LeastPrivilege.Require(builder);
        }

        return new(url.Hosts.Length > 1 ? builder.BuildMultiHost() : builder.Build(), connection, statementLimit);
    }

    /// <summary>Opens a connection and runs a query, so that the first request does not wait for it.</summary>
    /// <exception cref="PrivilegedRoleException">The role may do more than read and write rows.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses the login.</exception>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(
                async (connection, token) =>
                {
                    await using var command = new NpgsqlCommand("select 1", connection);
                    return await command.ExecuteScalarAsync(token);
                },
                cancellationToken);
        }
        catch (NpgsqlException none) when (none.InnerException is AggregateException hosts
            && hosts.InnerExceptions.OfType<PrivilegedRoleException>().FirstOrDefault() is { } refused)
        {
            // With several hosts, Npgsql reports only that none is suitable.
            throw refused;
        }
    }

    /// <summary>Reads from the primary. If the connection is lost, it tries once more.</summary>
    /// <param name="read">May run twice, so it must only read.</param>
    /// <param name="cancellationToken">Ends the wait for a connection, and the statement on the server.</param>
    /// <exception cref="NpgsqlException">The last failure, after at most two tries.</exception>
    public Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(Primary, Primary, Limited(read), LostConnection.IsLost, cancellationToken);

    /// <summary>
    /// Reads rows that may be seconds old, from a standby if one answers. If the standby fails, the primary is read.
    /// </summary>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<T> ReadLaggingAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(Standby, Primary, Limited(read), LostConnection.IsLostOnStandby, cancellationToken);

    /// <summary>
    /// Writes. It is retried only if nothing can have been written: no connection could be opened, the server is now a
    /// standby, or it has aborted the transaction because of a deadlock or a conflict.
    /// </summary>
    /// <param name="write">One statement or one transaction.</param>
    /// <param name="cancellationToken">Ends the wait for a connection, and the statement on the server.</param>
    /// <exception cref="NpgsqlException">After a lost connection, the write may or may not be committed.</exception>
    public Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(Primary, Primary, Limited(write), LostConnection.IsOnStandby, cancellationToken);

    /// <summary>
    /// Writes what can be written twice, such as a row under a caller's key; retried like a read. The whole has no time
    /// limit, because it may do more than write: each statement needs <see cref="LimitAsync"/>.
    /// </summary>
    /// <inheritdoc cref="WriteAsync"/>
    public Task<T> WriteIdempotentAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(Primary, Primary, write, LostConnection.IsLost, cancellationToken);

    /// <summary>Ends statements that take longer than the command timeout.</summary>
    /// <param name="statements">Statements on one connection of this object; they use the token they get.</param>
    /// <param name="cancellationToken">Ends the statements on the server.</param>
    /// <exception cref="NpgsqlException">With a <see cref="TimeoutException"/>: they took too long.</exception>
    public Task<T> LimitAsync<T>(
        Func<CancellationToken, Task<T>> statements, CancellationToken cancellationToken) =>
        StatementLimit.RunAsync(statements, _statementLimit, cancellationToken);

    public ValueTask DisposeAsync() => _all.DisposeAsync();

    private Func<NpgsqlConnection, CancellationToken, Task<T>> Limited<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> use) =>
        (connection, token) => LimitAsync(limited => use(connection, limited), token);

    private async Task<T> RunAsync<T>(
        NpgsqlDataSource first, NpgsqlDataSource second, Func<NpgsqlConnection, CancellationToken, Task<T>> use,
        Func<NpgsqlException, bool> mayRepeat, CancellationToken cancellationToken)
    {
        var source = first;
        bool isRepeated = false;
        int conflicts = 0;
        while (true)
        {
            bool wasOpen = false;
            try
            {
                var connection = await ConnectionOpening.OpenAsync(source, cancellationToken);
                wasOpen = true;
                return await UseAsync(connection, use, cancellationToken);
            }
            catch (NpgsqlException lost) when (!isRepeated && (wasOpen ? mayRepeat(lost) : LostConnection.IsLost(lost)))
            {
                isRepeated = true;
                source = second;
                DatabaseMeter.CountRetry(lost);
                Forget(lost);
            }
            catch (PostgresException aborted) when (conflicts < MaxConflicts && AbortedTransaction.MayRepeat(aborted))
            {
                conflicts++;
                DatabaseMeter.CountRetry(aborted);
                if (AbortedTransaction.HasStalePlan(aborted))
                {
                    _all.Clear();
                }

                await Task.Delay(AbortedTransaction.Pause(conflicts), cancellationToken);
            }
        }
    }

    private async Task<T> UseAsync<T>(
        NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<T>> use,
        CancellationToken cancellationToken)
    {
        var busy = Task.CompletedTask;
        try
        {
            return await use(connection, cancellationToken);
        }
        catch (SilentServerException silent)
        {
            // The idle connections lead to the same silence.
            _all.Clear();
            busy = silent.Running;
            throw;
        }
        finally
        {
            var closing = CloseAfterAsync(busy, connection);
            if (busy.IsCompleted)
            {
                await closing;
            }
        }
    }

    private static async Task CloseAfterAsync(Task busy, NpgsqlConnection connection)
    {
        await busy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
    }

    // A restart or a failover breaks all connections of the pool. A server that is read-only keeps them: new ones each
    // time would be a flood of sessions.
    private void Forget(NpgsqlException lost)
    {
        if (!LostConnection.IsOnStandby(lost))
        {
            _all.Clear();
            return;
        }

        long now = Environment.TickCount64;
        long last = Interlocked.Read(ref _clearedAt);
        if (now - last > ReadOnlyClearMs && Interlocked.CompareExchange(ref _clearedAt, now, last) == last)
        {
            _all.Clear();
        }
    }
}
