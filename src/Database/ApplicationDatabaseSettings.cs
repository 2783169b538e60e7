using System.Globalization;
using Azure.Core;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// How the serving side uses its database. What DATABASE_URL itself says (<c>Maximum Pool Size</c>, <c>Timeout</c> and
/// the like) wins over these.
/// </summary>
public sealed record ApplicationDatabaseSettings
{
    /// <summary>The largest pool that can be asked for: more connections than any one server serves well.</summary>
    public const int MaxPoolSize = 1_000;

    /// <summary>The longest that any of the timeouts can be asked to be, in seconds.</summary>
    public const int MaxTimeoutSeconds = 60;

    /// <summary>The most connections of one process; DATABASE_POOL_SIZE.</summary>
    public int PoolSize { get; init; } = 20;

    /// <summary>How many processes serve at the most; DATABASE_MAX_INSTANCES. Only the doctor asks.</summary>
    public int MaxInstances { get; init; } = 1;

    /// <summary>Longest wait for a connection, of the pool or a new one; DATABASE_CONNECT_TIMEOUT_SECONDS.</summary>
    public int ConnectTimeoutSeconds { get; init; } = 5;

    /// <summary>
    /// Longest time that a statement may take on the server, below the ten seconds that a drain gives it;
    /// DATABASE_STATEMENT_TIMEOUT_MS. Behind a pooler the server is not told, see <see cref="CommandTimeoutSeconds"/>.
    /// </summary>
    public int StatementTimeoutMs { get; init; } = 8_000;

    /// <summary>
    /// When the client gives up on a statement and cancels it, after the server should have;
    /// DATABASE_COMMAND_TIMEOUT_SECONDS.
    /// </summary>
    public int CommandTimeoutSeconds { get; init; } = 9;

    /// <summary>Statements that a connection keeps prepared, none behind a pooler; DATABASE_AUTO_PREPARE.</summary>
    public int AutoPreparedStatements { get; init; } = 100;

    /// <summary>
    /// Who signs in with Entra ID tokens in place of a password; null: nobody, the URL has the password. DATABASE_AUTH
    /// is <c>entra</c> or <c>password</c>.
    /// </summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>
    /// Whether a role may serve that can do more than read and write rows; ALLOW_PRIVILEGED_DATABASE_ROLE.
    /// </summary>
    public bool AllowPrivilegedRole { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="setting">A setting by its name; null where it is not set.</param>
    /// <exception cref="InvalidOperationException">A setting is no number, or beyond its limits.</exception>
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

    /// <summary>What a connection to <paramref name="url"/> is opened with, in Npgsql's keywords.</summary>
    /// <exception cref="DatabaseUrlException">It is no PostgreSQL URL, or says what Npgsql cannot do.</exception>
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
        };
        if (!url.IsPooled)
        {
            // PgBouncer refuses a connection that comes with options: "unsupported startup parameter".
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
