using Azure.Core;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The migration job's database: one synchronous connection directly to the server. Serving code never uses it.
/// </summary>
public static class MigrationDatabase
{
    /// <summary>The job's name in <c>pg_stat_activity.application_name</c>.</summary>
    public const string ApplicationName = "lectern migrations";

    // A statement can run for hours without traffic; keep-alive probes prevent firewalls from dropping the connection.
    private const int KeepAliveIdleSeconds = 30;
    private const int KeepAliveIntervalSeconds = 10;

    /// <summary>
    /// The settings of the job's connection: unpooled (an advisory lock must end with its session), no command timeout
    /// (an index build can take hours), no GSS negotiation (Npgsql 10 would try it first), TCP keep-alive.
    /// </summary>
    /// <param name="connectionString">An Npgsql connection string; its other settings stay.</param>
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
    /// <param name="connectionString">An Npgsql connection string to the server itself, not to a pooler.</param>
    /// <returns>An open connection; the caller disposes of it.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses the login.</exception>
    /// <exception cref="DatabaseUrlException">A pooler answers.</exception>
    /// <exception cref="SettingException">DATABASE_AUTH is neither entra nor password.</exception>
    public static NpgsqlConnection Open(string connectionString) =>
        Open(connectionString, EntraTokens.Credential(Environment.GetEnvironmentVariable));

    /// <summary>Opens the job's one connection.</summary>
    /// <param name="connectionString">An Npgsql connection string to the server itself, not to a pooler.</param>
    /// <param name="credential">The identity that signs in with Entra ID; null if there is a password.</param>
    /// <returns>An open connection; the caller disposes of it.</returns>
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
    /// The connection string with which another program, such as grate, can open the same connection.
    /// </summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <returns>If DATABASE_AUTH is <c>entra</c>, it has a token as its password, which is valid for an hour.</returns>
    /// <exception cref="SettingException">DATABASE_AUTH is neither entra nor password.</exception>
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
