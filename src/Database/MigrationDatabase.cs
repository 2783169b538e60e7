using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The deployment's way to the database: one synchronous connection straight to the server. Serving code never uses it.
/// </summary>
public static class MigrationDatabase
{
    /// <summary>What <c>pg_stat_activity.application_name</c> shows for the job.</summary>
    public const string ApplicationName = "lectern migrations";

    // A statement of a migration may run for hours without a byte on the wire: probes keep firewalls from dropping it.
    private const int KeepAliveIdleSeconds = 30;
    private const int KeepAliveIntervalSeconds = 10;

    /// <summary>
    /// The settings of the job's connection: unpooled (an advisory lock must die with its session), no command timeout
    /// (an index build takes as long as it takes), no GSS negotiation (Npgsql 10 would try it first), TCP keep-alive.
    /// </summary>
    /// <param name="connectionString">An Npgsql connection string; what it says on other matters stays.</param>
    /// <returns>A connection string for <see cref="NpgsqlConnection"/>.</returns>
    /// <exception cref="ArgumentException">The text is not an Npgsql connection string.</exception>
    public static string Settings(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        Multiplexing = false,
        Enlist = false,
        CommandTimeout = 0,
        GssEncryptionMode = GssEncryptionMode.Disable,
        TcpKeepAlive = true,
        TcpKeepAliveTime = KeepAliveIdleSeconds,
        TcpKeepAliveInterval = KeepAliveIntervalSeconds,
        ApplicationName = ApplicationName,
    }.ConnectionString;

    /// <summary>Opens the job's one connection.</summary>
    /// <param name="connectionString">An Npgsql connection string to the server itself, never to a pooler.</param>
    /// <returns>An open connection, the caller's to dispose.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses the login.</exception>
    public static NpgsqlConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(Settings(connectionString));
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
