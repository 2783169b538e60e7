using System.Globalization;
using Azure.Core;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The settings of <see cref="ApplicationDatabase"/>. Values in DATABASE_URL, such as <c>Maximum Pool Size</c> or
/// <c>Timeout</c>, take precedence.
/// </summary>
public sealed record ApplicationDatabaseSettings
{
    /// <summary>The largest pool that can be set: more connections than a server can serve well.</summary>
    public const int MaxPoolSize = 1_000;

    /// <summary>The largest value of every timeout, in seconds.</summary>
    public const int MaxTimeoutSeconds = 60;

    private const int HostRecheckSeconds = 2;

    /// <summary>The most connections of one process; DATABASE_POOL_SIZE.</summary>
    public int PoolSize { get; init; } = 20;

    /// <summary>The largest number of processes that serve; DATABASE_MAX_INSTANCES. Only the doctor reads it.</summary>
    public int MaxInstances { get; init; } = 1;

    /// <summary>The longest wait for a connection of the pool or a new one; DATABASE_CONNECT_TIMEOUT_SECONDS.</summary>
    public int ConnectTimeoutSeconds { get; init; } = 5;

    /// <summary>
    /// The longest time of a statement on the server, below the ten seconds of a drain; DATABASE_STATEMENT_TIMEOUT_MS.
    /// Behind a pooler it is not set; see <see cref="CommandTimeoutSeconds"/>.
    /// </summary>
    public int StatementTimeoutMs { get; init; } = 8_000;

    /// <summary>
    /// The time after which the client cancels a statement, or the statements of a transaction together, longer than
    /// <see cref="StatementTimeoutMs"/>; DATABASE_COMMAND_TIMEOUT_SECONDS.
    /// </summary>
    public int CommandTimeoutSeconds { get; init; } = 9;

    /// <summary>The statements that a connection keeps prepared, none behind a pooler; DATABASE_AUTO_PREPARE.</summary>
    public int AutoPreparedStatements { get; init; } = 100;

    /// <summary>
    /// The identity that signs in with Entra ID tokens; null if the URL has a password. DATABASE_AUTH is <c>entra</c>
    /// or <c>password</c>.
    /// </summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>
    /// Accept a role that can do more than read and write rows; ALLOW_PRIVILEGED_DATABASE_ROLE.
    /// </summary>
    public bool AllowPrivilegedRole { get; init; }

    /// <param name="setting">Returns a setting by its name; null if it is not set.</param>
    /// <exception cref="InvalidOperationException">A setting is not a number, or is outside its limits.</exception>
    public static ApplicationDatabaseSettings Read(Func<string, string?> setting)
    {
        var safe = new ApplicationDatabaseSettings();
        return new()
        {
            PoolSize = Number("DATABASE_POOL_SIZE", safe.PoolSize, 1, MaxPoolSize),
            MaxInstances = Number("DATABASE_MAX_INSTANCES", safe.MaxInstances, 1, int.MaxValue),
            ConnectTimeoutSeconds = Seconds("DATABASE_CONNECT_TIMEOUT_SECONDS", safe.ConnectTimeoutSeconds),
            StatementTimeoutMs = Number(
                "DATABASE_STATEMENT_TIMEOUT_MS", safe.StatementTimeoutMs, 1, MaxTimeoutSeconds * 1_000),
            CommandTimeoutSeconds = Seconds("DATABASE_COMMAND_TIMEOUT_SECONDS", safe.CommandTimeoutSeconds),
            AutoPreparedStatements = Number("DATABASE_AUTO_PREPARE", safe.AutoPreparedStatements, 0, 10_000),
            Credential = EntraTokens.Credential(setting),
            AllowPrivilegedRole = setting(LeastPrivilege.Setting) switch
            {
                "true" => true,
                null or "" or "false" => false,
                _ => throw new InvalidOperationException($"{LeastPrivilege.Setting} must be true or false."),
            },
        };

        int Seconds(string name, int otherwise) => Number(name, otherwise, 1, MaxTimeoutSeconds);

        int Number(string name, int otherwise, int least, int most) => setting(name) switch
        {
            null or "" => otherwise,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number >= least && number <= most => number,
            _ => throw new InvalidOperationException($"{name} must be a whole number from {least} to {most}."),
        };
    }

    /// <summary>The connection string for <paramref name="url"/> with these settings.</summary>
    /// <exception cref="DatabaseUrlException">It is not a PostgreSQL URL, or Npgsql does not support it.</exception>
    public NpgsqlConnectionStringBuilder Apply(DatabaseUrl url)
    {
        var given = new NpgsqlConnectionStringBuilder(url.ToNpgsql(Purpose.Application));
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "lectern",
            MaxPoolSize = PoolSize,
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
            MaxAutoPrepare = AutoPreparedStatements,
            // After a promotion, the new primary is found within this time.
            HostRecheckSeconds = HostRecheckSeconds,
        };
        if (!url.IsPooled)
        {
            // PgBouncer refuses options: "unsupported startup parameter".
            settings.Options = $"-c statement_timeout={StatementTimeoutMs}";
        }

        foreach (string key in given.Keys)
        {
            settings[key] = given[key];
        }

        if (Credential is not null)
        {
            EntraTokens.Prepare(settings);
        }

        return settings;
    }
}
