using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The application's database: asynchronous, pooled, shared by all requests of a process. With several hosts in the
/// URL, writes go to the primary, and reads that may lag to a standby if one answers.
/// </summary>
public sealed class ApplicationDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _all;

    private ApplicationDatabase(NpgsqlDataSource all)
    {
        _all = all;
        Primary = all is NpgsqlMultiHostDataSource several
            ? several.WithTargetSession(TargetSessionAttributes.Primary)
            : all;
        Standby = all is NpgsqlMultiHostDataSource hosts
            ? hosts.WithTargetSession(TargetSessionAttributes.PreferStandby)
            : all;
    }

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

        return new(url.Hosts.Length > 1 ? builder.BuildMultiHost() : builder.Build());
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
        TwiceAsync(Primary, Primary, read, LostConnection.IsLost, cancellationToken);

    /// <summary>
    /// Reads rows that may be seconds old, from a standby if one answers. If the standby fails, the primary is read.
    /// </summary>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<T> ReadLaggingAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        TwiceAsync(Standby, Primary, read, LostConnection.IsLostOnStandby, cancellationToken);

    /// <summary>
    /// Opens a connection to stream rows that may be seconds old: to a standby or, if none answers, to the primary.
    /// There are no retries.
    /// </summary>
    /// <exception cref="NpgsqlException">No connection can be opened.</exception>
    public Task<NpgsqlConnection> OpenLaggingAsync(CancellationToken cancellationToken) =>
        ConnectionOpening.OpenAsync(Standby, cancellationToken);

    /// <summary>
    /// Writes. It is retried only if nothing can have been written: no connection could be opened, or the server is now
    /// a standby.
    /// </summary>
    /// <param name="write">One statement or one transaction.</param>
    /// <param name="cancellationToken">Ends the wait for a connection, and the statement on the server.</param>
    /// <exception cref="NpgsqlException">After a lost connection, the write may or may not be committed.</exception>
    public Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        TwiceAsync(Primary, Primary, write, LostConnection.IsOnStandby, cancellationToken);

    /// <summary>Writes what can be written twice, such as a row under a caller's key; retried like a read.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public Task<T> WriteIdempotentAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        TwiceAsync(Primary, Primary, write, LostConnection.IsLost, cancellationToken);

    public ValueTask DisposeAsync() => _all.DisposeAsync();

    private async Task<T> TwiceAsync<T>(
        NpgsqlDataSource first, NpgsqlDataSource second, Func<NpgsqlConnection, CancellationToken, Task<T>> use,
        Func<NpgsqlException, bool> mayRepeat, CancellationToken cancellationToken)
    {
        bool wasOpen = false;
        try
        {
            return await OnceAsync(first);
        }
        catch (NpgsqlException lost) when (wasOpen ? mayRepeat(lost) : LostConnection.IsLost(lost))
        {
            DatabaseMeter.CountRetry(lost);
            // A restart or a failover breaks all connections of the pool.
            _all.Clear();
        }

        return await OnceAsync(second);

        async Task<T> OnceAsync(NpgsqlDataSource source)
        {
            wasOpen = false;
            await using var connection = await ConnectionOpening.OpenAsync(source, cancellationToken);
            wasOpen = true;
            return await use(connection, cancellationToken);
        }
    }
}
