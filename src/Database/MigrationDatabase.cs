using Azure.Core;
using Lectern.DatabaseUrls;
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

    /// <summary>Opens the job's one connection; with an Entra ID token where DATABASE_AUTH is <c>entra</c>.</summary>
    /// <param name="connectionString">An Npgsql connection string to the server itself, never to a pooler.</param>
    /// <returns>An open connection, the caller's to dispose.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses the login.</exception>
    /// <exception cref="DatabaseUrlException">A pooler answers.</exception>
    /// <exception cref="InvalidOperationException">DATABASE_AUTH is neither entra nor password.</exception>
    public static NpgsqlConnection Open(string connectionString) =>
        Open(connectionString, EntraTokens.Credential(Environment.GetEnvironmentVariable));

    /// <summary>Opens the job's one connection.</summary>
    /// <param name="connectionString">An Npgsql connection string to the server itself, never to a pooler.</param>
    /// <param name="credential">Who signs in with Entra ID; null: the password of the connection string.</param>
    /// <returns>An open connection, the caller's to dispose.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses the login.</exception>
    /// <exception cref="DatabaseUrlException">A pooler answers.</exception>
    public static NpgsqlConnection Open(string connectionString, TokenCredential? credential)
    {
        var connection = new NpgsqlConnection(WithToken(Settings(connectionString), credential));
        try
        {
            connection.Open();
            RefusePooler(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What another program needs to open the same connection: with a token where DATABASE_AUTH is entra.
    /// </summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <returns>The same, with a token of Entra ID as its password where one is used; it lasts for an hour.</returns>
    /// <exception cref="InvalidOperationException">DATABASE_AUTH is neither entra nor password.</exception>
    public static string ForAnotherProgram(string connectionString) =>
        WithToken(connectionString, EntraTokens.Credential(Environment.GetEnvironmentVariable));

    internal static string WithToken(string connectionString, TokenCredential? credential)
    {
        if (credential is null)
        {
            return connectionString;
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        EntraTokens.Prepare(settings);
        settings.Password = EntraTokens.Token(credential);
        return settings.ConnectionString;
    }

    private static void RefusePooler(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Pooler.Question, connection);
        if (Pooler.Answers(connection, (int)command.ExecuteScalar()!))
        {
            var mistake = new UrlMistake(
                UrlMistakeKind.PurposeMismatch,
                "A pooler answers, which keeps no session locks between transactions.",
                "Give migrations the server's own address: on Azure port 5432 in place of 6432.");
            UrlMetrics.Count(mistake);
            throw new DatabaseUrlException(mistake);
        }
    }
}
