using Lectern.Database;
using Npgsql;
using static Lectern.Migrations.SqlIdentifier;

namespace Lectern.Migrations;

/// <summary>What <see cref="DatabaseSetup"/> is to make.</summary>
public sealed record DatabaseSetupOptions
{
    /// <summary>The role that owns the database and runs the migrations.</summary>
    public string OwnerRole { get; init; } = "lectern_owner";

    /// <summary>The role that serves: it reads and writes rows.</summary>
    public string ApplicationRole { get; init; } = "lectern_app";

    /// <summary>The scripts folder, whose <c>createDatabase</c> replaces the default; null for the default.</summary>
    public string? ScriptsFolder { get; init; }
}

/// <summary>What was missing and has been made.</summary>
/// <param name="Roles">The names of the roles.</param>
/// <param name="Database">Whether the database was made: the next run then has <c>runAfterCreateDatabase</c>.</param>
public sealed record DatabaseSetupResult(IReadOnlyList<string> Roles, bool Database);

/// <summary>
/// Makes the database and the roles where they are missing. The roles may log in but have no password: how they prove
/// themselves (Entra ID, <c>\password</c> in psql) is for the operator, and no secret passes through a server log.
/// </summary>
/// <param name="options">What to make.</param>
public sealed class DatabaseSetup(DatabaseSetupOptions options)
{
    private const string MaintenanceDatabase = "postgres";

    /// <summary>Makes what is missing; what is there is left as it is.</summary>
    /// <param name="connectionString">
    /// An Npgsql connection string of a role that may create databases and roles; its database is the one to make.
    /// </param>
    /// <returns>What was made.</returns>
    /// <exception cref="MigrationException">The connection string names no database.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public DatabaseSetupResult Run(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var database = settings.Database
            ?? throw new MigrationException("The connection string names no database to make.");
        settings.Database = MaintenanceDatabase;
        using var connection = MigrationDatabase.Open(settings.ConnectionString);
        var roles = new[] { options.OwnerRole, options.ApplicationRole }.Where(role => CreateRole(connection, role));
        return new DatabaseSetupResult([.. roles], CreateDatabase(connection, database));
    }

    private static bool CreateRole(NpgsqlConnection connection, string role)
    {
        if (Exists(connection, "select exists (select from pg_roles where rolname = $1)", role))
        {
            return false;
        }

        Execute(connection, $"create role {Quoted(role)} login");
        // Without being a member one may not give a database to a role, unless one is a superuser.
        Execute(connection, $"grant {Quoted(role)} to current_user");
        return true;
    }

    private bool CreateDatabase(NpgsqlConnection connection, string database)
    {
        if (Exists(connection, "select exists (select from pg_database where datname = $1)", database))
        {
            return false;
        }

        var scripts = Scripts(connection, database);
        foreach (var statement in scripts.SelectMany(script => StatementSplitter.Split(script.Text)))
        {
            StatementSender.Send(connection, statement, CancellationToken.None);
        }

        if (scripts.Count == 0)
        {
            Execute(connection, $"create database {Quoted(database)} owner {Quoted(options.OwnerRole)}");
            Execute(connection, $"revoke all on database {Quoted(database)} from public");
            Execute(connection, $"grant connect on database {Quoted(database)} to {Quoted(options.ApplicationRole)}");
        }

        return true;
    }

    private List<Script> Scripts(NpgsqlConnection connection, string database)
    {
        var migration = new MigrationOptions { ScriptsFolder = options.ScriptsFolder ?? string.Empty };
        var folder = new MigrationFolder(MigrationFolder.CreateDatabase, ScriptKind.Anytime);
        var reader = new ScriptReader(migration.ScriptsFolder, environments: []);
        var tokens = new TokenReplacement(migration, database, connection.Host ?? string.Empty);
        return options.ScriptsFolder is null
            ? []
            : [.. reader.Names(folder.Name).Select(name => reader.ReadOne(folder, name, tokens))];
    }

    private static bool Exists(NpgsqlConnection connection, string sql, string name)
    {
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = name } },
        };
        return command.ExecuteScalar() is true;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
