using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The serving side's way to the database: asynchronous, pooled, shared by every request of a process. With several
/// hosts in the URL, writes go to the primary, and reads that may lag to a standby where one answers.
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

    /// <summary>Connections to the primary, for what needs more than the methods here. Nothing is retried.</summary>
    public NpgsqlDataSource Primary { get; }

    /// <summary>Connections to a standby or, where none answers, to the primary. Nothing is retried.</summary>
    public NpgsqlDataSource Standby { get; }

    /// <summary>Makes the one database of a process. It opens no connection yet.</summary>
    /// <param name="url">The server or servers; <c>pgbouncer=true</c> where a pooler stands in front.</param>
    /// <param name="settings">Pool and timeouts; what the URL says itself is kept.</param>
    /// <exception cref="DatabaseUrlException">It is no PostgreSQL URL, or says what Npgsql cannot do.</exception>
    public static ApplicationDatabase Create(DatabaseUrl url, ApplicationDatabaseSettings settings)
    {
        var connection = settings.Apply(url);
        // Which of the hosts is chosen for each use, not once for all.
        connection.Remove("Target Session Attributes");
        // The server's details quote rows, which must get into no log, whatever the URL says.
        connection.IncludeErrorDetail = false;
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString)
        {
            // What Npgsql's pool metrics (meter "Npgsql") call the pool; its default is the connection string.
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

    /// <summary>Opens a connection and asks a question, so that the first request does not wait for that.</summary>
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
            // With several hosts Npgsql says that none is suitable; why is what counts.
            throw refused;
        }
    }

    /// <summary>Reads what is true now. A connection lost on the way costs a second try, not an error.</summary>
    /// <param name="read">Only reads: it may run twice.</param>
    /// <param name="cancellationToken">Ends the wait for a connection, and the statement on the server.</param>
    /// <exception cref="NpgsqlException">As the second try met it, or as it was not worth a second.</exception>
    public Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        TwiceAsync(Primary, Primary, read, LostConnection.IsLost, cancellationToken);

    /// <summary>
    /// Reads what may be seconds old, from a standby where one answers.
    /// What the standby cannot finish, the primary does.
    /// </summary>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<T> ReadLaggingAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        TwiceAsync(Standby, Primary, read, LostConnection.IsLostOnStandby, cancellationToken);

    /// <summary>
    /// A connection for rows that are passed on as they come and may be seconds old: to a standby or, where none
    /// answers, to the primary. Nothing is retried.
    /// </summary>
    /// <exception cref="NpgsqlException">No connection is to be had.</exception>
    public Task<NpgsqlConnection> OpenLaggingAsync(CancellationToken cancellationToken) =>
        ConnectionOpening.OpenAsync(Standby, cancellationToken);

    /// <summary>
    /// Writes. It is tried again only where nothing can have been written: no connection could be opened, or the server
    /// said that it is a standby by now.
    /// </summary>
    /// <param name="write">One statement or one transaction.</param>
    /// <param name="cancellationToken">Ends the wait for a connection, and the statement on the server.</param>
    /// <exception cref="NpgsqlException">After a lost connection nobody knows whether the write was done.</exception>
    public Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        TwiceAsync(Primary, Primary, write, LostConnection.IsOnStandby, cancellationToken);

    /// <summary>Writes what may be written twice, such as a row under a caller's key; tried again as a read.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public Task<T> WriteIdempotentAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        TwiceAsync(Primary, Primary, write, LostConnection.IsLost, cancellationToken);

    /// <inheritdoc/>
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
            // What broke one connection (a restart, a failover) has broken the others of the pool too.
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
