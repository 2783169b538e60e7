using Npgsql;

namespace Lectern.Database;

/// <summary>The serving side's way to the database: asynchronous, pooled, shared by every request of a process.</summary>
public static class ApplicationDatabase
{
    /// <summary>Longest time that a statement may take on the server; below the ten seconds that a drain gives it.</summary>
    private const int StatementTimeoutMs = 8_000;

    /// <summary>When the client gives up on a statement: after the server should have.</summary>
    private const int CommandTimeoutSeconds = 9;

    /// <summary>Longest wait for a connection of the pool or for a new one.</summary>
    private const int ConnectTimeoutSeconds = 5;

    private const int AutoPreparedStatements = 100;

    /// <summary>Builds the one data source of a process. It opens no connection yet.</summary>
    /// <param name="connectionString">In Npgsql's keywords; what it sets itself is kept.</param>
    public static NpgsqlDataSource CreateDataSource(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "lectern",
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
            MaxAutoPrepare = AutoPreparedStatements,
            // Npgsql 10 asks every server for Kerberos first, which costs a round trip and floods logs with exceptions.
            GssEncryptionMode = GssEncryptionMode.Disable,
            Options = $"-c statement_timeout={StatementTimeoutMs}",
        };
        foreach (string key in given.Keys)
        {
            settings[key] = given[key];
        }

        return NpgsqlDataSource.Create(settings);
    }
}
