using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lectern.DatabaseUrls;

/// <summary>
/// The one table of parameters that all dialects share. Sources: libpq manual 34.1.2 "Parameter Key Words"; Npgsql's
/// connection string page; asyncpg.connect() as SQLAlchemy's dialect calls it (every query parameter becomes a keyword
/// argument, a string); pg8000.connect(); pgjdbc's PGProperty. Npgsql's own are not here; they come from Npgsql.
/// </summary>
internal static class UrlParameters
{
    public const string SslMode = "sslmode";
    public const string GssEncMode = "gssencmode";
    public const string TargetSessionAttrs = "target_session_attrs";

    /// <summary>There is a PgBouncer in transaction mode in front. The name is Prisma's; no driver reads it.</summary>
    public const string PgBouncer = "pgbouncer";

    private static readonly UrlValues Boolean = new(["0", "1"], ["False", "True"], ["false", "true"]);

    private static readonly ImmutableArray<UrlParameter> Shared =
    [
        new(SslMode)
        {
            Libpq = "sslmode", Npgsql = "SSL Mode", Asyncpg = "ssl", Jdbc = "sslmode",
            Values = new(
                ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
                ["Disable", "Allow", "Prefer", "Require", "VerifyCA", "VerifyFull"]),
            Harmless = ["disable", "allow", "prefer"],
        },
        new("sslrootcert") { Libpq = "sslrootcert", Npgsql = "Root Certificate", Jdbc = "sslrootcert" },
        new("sslcert") { Libpq = "sslcert", Npgsql = "SSL Certificate", Jdbc = "sslcert" },
        new("sslkey") { Libpq = "sslkey", Npgsql = "SSL Key", Jdbc = "sslkey" },
        new("sslpassword") { Libpq = "sslpassword", Npgsql = "SSL Password", Jdbc = "sslpassword", IsSecret = true },
        new("sslnegotiation")
        {
            Libpq = "sslnegotiation", Npgsql = "SSL Negotiation", Jdbc = "sslNegotiation",
            Values = new(["postgres", "direct"], ["Postgres", "Direct"]),
            Harmless = ["postgres"],
        },
        new(GssEncMode)
        {
            Libpq = "gssencmode", Npgsql = "GSS Encryption Mode", Jdbc = "gssEncMode",
            Values = new(
                ["disable", null, "prefer", "require"], ["Disable", null, "Prefer", "Require"],
                ["disable", "allow", "prefer", "require"]),
            Harmless = ["disable", "allow", "prefer"],
        },
        new("channel_binding")
        {
            Libpq = "channel_binding", Npgsql = "Channel Binding", Jdbc = "channelBinding",
            Values = new(["disable", "prefer", "require"], ["Disable", "Prefer", "Require"]),
            Harmless = ["disable", "prefer"],
        },
        new("require_auth") { Libpq = "require_auth", Npgsql = "Require Auth" },
        new("connect_timeout")
        {
            Libpq = "connect_timeout", Npgsql = "Timeout", Jdbc = "connectTimeout",
            Values = UrlValues.Number, MayBeLost = true,
        },
        new("command_timeout") { Npgsql = "Command Timeout", Asyncpg = "command_timeout", MayBeLost = true },
        new("application_name")
        {
            Libpq = "application_name", Npgsql = "Application Name", Pg8000 = "application_name",
            Jdbc = "ApplicationName", MayBeLost = true,
        },
        new("options") { Libpq = "options", Npgsql = "Options", Jdbc = "options" },
        new(TargetSessionAttrs)
        {
            Libpq = "target_session_attrs", Npgsql = "Target Session Attributes", Asyncpg = "target_session_attrs",
            Jdbc = "targetServerType",
            Values = new(
                ["any", "primary", "standby", "prefer-standby", null, "read-write", "read-only"],
                ["any", "primary", "standby", "prefer-standby", "prefer-primary", "read-write", "read-only"],
                ["any", "primary", "secondary", "preferSecondary", "preferPrimary", null, null]),
            Harmless = ["any"],
        },
        new("load_balance_hosts")
        {
            Libpq = "load_balance_hosts", Npgsql = "Load Balance Hosts", Jdbc = "loadBalanceHosts",
            Values = new(["disable", "random"], ["False", "True"], ["false", "true"]), MayBeLost = true,
        },
        new("keepalives")
        {
            Libpq = "keepalives", Npgsql = "TCP Keepalive", Jdbc = "tcpKeepAlive", Values = Boolean, MayBeLost = true,
        },
        new("keepalives_idle")
        {
            Libpq = "keepalives_idle", Npgsql = "TCP Keepalive Time", Values = UrlValues.Number, MayBeLost = true,
        },
        new("keepalives_interval")
        {
            Libpq = "keepalives_interval", Npgsql = "TCP Keepalive Interval", Values = UrlValues.Number,
            MayBeLost = true,
        },
        new("passfile") { Libpq = "passfile", Npgsql = "Passfile", Asyncpg = "passfile", MayBeLost = true },
        new("krbsrvname")
        {
            Libpq = "krbsrvname", Npgsql = "Kerberos Service Name", Asyncpg = "krbsrvname", Jdbc = "kerberosServerName",
        },
        new("gsslib") { Libpq = "gsslib", Asyncpg = "gsslib", Jdbc = "gsslib", MayBeLost = true },
        new("service") { Libpq = "service", Asyncpg = "service", Jdbc = "service" },
        new("client_encoding") { Libpq = "client_encoding", Npgsql = "Client Encoding", MayBeLost = true },
        new("replication") { Libpq = "replication", Pg8000 = "replication", Jdbc = "replication" },
        new("search_path") { Npgsql = "Search Path", Jdbc = "currentSchema" },
        new("host_recheck_seconds")
        {
            Npgsql = "Host Recheck Seconds", Jdbc = "hostRecheckSeconds", Values = UrlValues.Number, MayBeLost = true,
        },
        new(PgBouncer) { Values = new(["false", "true"], ["False", "True"]), Harmless = ["false"] },
    ];

    // libpq's own that decide about access or files. Leaving one out must be reported.
    private static readonly string[] LibpqOnly =
    [
        "hostaddr", "requirepeer", "requiressl", "sslcrl", "sslcrldir", "sslsni", "sslcertmode", "sslkeylogfile",
        "ssl_min_protocol_version", "ssl_max_protocol_version", "min_protocol_version", "max_protocol_version",
        "gssdelegation", "servicefile",
    ];

    // libpq's and the drivers' own for tuning, which do not change the database that is opened.
    private static readonly string[] LibpqTuning =
        ["fallback_application_name", "keepalives_count", "tcp_user_timeout", "sslcompression"];

    private static readonly string[] AsyncpgTuning =
        ["prepared_statement_cache_size", "async_fallback"];

    private static readonly string[] JdbcTuning =
    [
        "prepareThreshold", "preparedStatementCacheQueries", "preparedStatementCacheSizeMiB", "socketTimeout",
        "loginTimeout", "cancelSignalTimeout", "defaultRowFetchSize", "adaptiveFetch", "reWriteBatchedInserts",
        "binaryTransfer", "preferQueryMode", "stringtype", "autosave", "assumeMinServerVersion", "sendBufferSize",
        "receiveBufferSize", "logServerErrorDetail", "disableColumnSanitiser", "databaseMetadataCacheFields",
        "readOnly", "readOnlyMode", "tcpNoDelay", "maxResultBuffer", "escapeSyntaxCallMode", "unknownLength",
        "quoteReturningIdentifiers", "hideUnprivilegedObjects", "cleanupSavepoints", "loggerLevel", "loggerFile",
    ];

    // pgjdbc's own that decide how to reach or trust the server.
    private static readonly string[] JdbcOnly =
        ["sslfactory", "sslhostnameverifier", "socketFactory", "socketFactoryArg", "localSocketAddress"];

    private static readonly ImmutableArray<UrlParameter> Table =
    [
        .. Shared,
        .. LibpqOnly.Select(name => new UrlParameter(name) { Libpq = name }),
        .. LibpqTuning.Select(name => new UrlParameter(name) { Libpq = name, MayBeLost = true }),
        .. AsyncpgTuning.Select(name => new UrlParameter(name) { Asyncpg = name, MayBeLost = true }),
        .. JdbcOnly.Select(name => new UrlParameter(name) { Jdbc = name }),
        .. JdbcTuning.Select(name => new UrlParameter(name) { Jdbc = name, MayBeLost = true }),
    ];

    private static readonly FrozenDictionary<string, UrlParameter> ByName =
        Table.ToFrozenDictionary(parameter => parameter.Name);

    private static readonly FrozenDictionary<string, UrlParameter> ByFoldedName = Table
        .SelectMany(parameter => Enum.GetValues<Dialect>().Select(parameter.NameIn).Append(parameter.Name)
            .OfType<string>().Select(Fold).Distinct().Select(name => KeyValuePair.Create(name, parameter)))
        .ToFrozenDictionary();

    public static IReadOnlyList<UrlParameter> All => Table;

    /// <summary>The parameter of a canonical name. Npgsql's own are for tuning and can be left out.</summary>
    public static UrlParameter Of(string name) =>
        ByName.GetValueOrDefault(name) ?? new UrlParameter(name) { Npgsql = name, MayBeLost = true };

    /// <summary>Finds a parameter by its name in any dialect, without regard to case and spaces.</summary>
    public static UrlParameter? Find(string name) => ByFoldedName.GetValueOrDefault(Fold(name));

    /// <summary>SSL Mode, ssl_mode and SslMode are the same name.</summary>
    public static string Fold(string name) =>
        string.Concat(name.Where(c => c is not (' ' or '_' or '-'))).ToLowerInvariant();
}
