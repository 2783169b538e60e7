namespace Lectern.Hooks;

/// <summary>
/// How a deployment gets to the database: straight to the server, with a token of whoever is signed in (Azure CLI, azd,
/// or the identity of the machine).
/// </summary>
internal static class MigrationAccess
{
    // Not DATABASE_URL: on a laptop that names the developer's own database, in the app's settings the pooler.
    private const string UrlVariable = "MIGRATION_DATABASE_URL";

    // Never the pooler's 6432: a migration's lock and settings belong to a session.
    private const int ServerPort = 5432;

    /// <summary>Puts into an environment what <c>lectern</c> reads.</summary>
    public static void Give(IDictionary<string, string?> environment)
    {
        if (Hook.Optional(UrlVariable) is { } url)
        {
            environment["DATABASE_URL"] = url;
            return;
        }

        // Who signs in is a role of the server by name: the administrator of Entra ID, or in a pipeline that signs in
        // as the migrations' identity, lectern_owner.
        string user = Uri.EscapeDataString(Hook.Optional("DATABASE_USER") ?? Hook.Setting("DATABASE_ADMINISTRATOR"));
        string host = Hook.Setting("DATABASE_SERVER_HOST");
        string database = Uri.EscapeDataString(Hook.Setting("DATABASE_NAME"));
        environment["DATABASE_URL"] = $"postgresql://{user}@{host}:{ServerPort}/{database}?sslmode=verify-full";
        environment["DATABASE_AUTH"] = "entra";
    }
}
