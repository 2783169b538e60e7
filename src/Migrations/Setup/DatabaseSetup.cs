using Lectern.Database;
using Lectern.Migrations.Running;
using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;
using Npgsql;
using static Lectern.Migrations.SqlParsing.SqlIdentifier;

namespace Lectern.Migrations.Setup;

/// <summary>
/// Creates the database and the roles if they are missing, and makes the owner role the owner of the database. It sets
/// no passwords, so that none appears in the server's log; the operator chooses Entra ID or <c>\password</c> in psql.
/// </summary>
public sealed class DatabaseSetup(DatabaseSetupOptions options)
{
    private const string MaintenanceDatabase = "postgres";

    /// <summary>Creates what is missing. A second call changes nothing.</summary>
    /// <param name="connectionString">
    /// An Npgsql connection string that names the database to create, of a role that may create databases and roles;
    /// with <see cref="DatabaseSetupOptions.Identities"/>, of an administrator of Entra ID.
    /// </param>
    /// <returns>What was created.</returns>
    /// <exception cref="MigrationException">The connection string names no database.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public DatabaseSetupResult Run(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        string database = settings.Database
            ?? throw new MigrationException("The connection string names no database to make.");
        settings.Database = MaintenanceDatabase;
        using var connection = MigrationDatabase.Open(settings.ConnectionString);
        List<(string Name, Guid? Identity)> wanted =
        [
            (options.OwnerRole, options.Identities?.Owner),
            (options.ApplicationRole, options.Identities?.Application),
        ];
        var made = wanted.Where(role => CreateRole(connection, role.Name, role.Identity)).Select(role => role.Name);
        var result = new DatabaseSetupResult([.. made], CreateDatabase(connection, database));
        GiveDatabase(connection, database);
        return result;
    }

    private static bool CreateRole(NpgsqlConnection connection, string role, Guid? identity)
    {
        if (Exists(connection, "select exists (select from pg_roles where rolname = $1)", role))
        {
            return false;
        }

        if (identity is { } objectId)
        {
            CreateEntraRole(connection, role, objectId);
        }
        else
        {
            Execute(connection, $"create role {Quoted(role)} login");
        }

        return true;
    }

    // "Manage Microsoft Entra roles" in the manual of Azure Database for PostgreSQL: the function exists only in the
    // maintenance database. It binds the role to the object id, so that the role can have any name.
    private static void CreateEntraRole(NpgsqlConnection connection, string role, Guid objectId)
    {
        const string sql = "select * from pgaadauth_create_principal_with_oid($1, $2, 'service', false, false)";
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = role },
                new NpgsqlParameter<string> { TypedValue = objectId.ToString() },
            },
        };
        command.ExecuteNonQuery();
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
            Execute(connection, $"create database {Quoted(database)}");
        }

        return true;
    }

    private void GiveDatabase(NpgsqlConnection connection, string database)
    {
        var (owner, application) = (Quoted(options.OwnerRole), Quoted(options.ApplicationRole));
        // Only a superuser or a member of a role can make it the owner of a database. The check is "usage", not
        // "member": since PostgreSQL 16, the creator of a role can grant it but does not have its rights.
        if (!Exists(connection, "select pg_has_role($1, 'usage')", options.OwnerRole))
        {
            Execute(connection, $"grant {owner} to current_user");
        }

        // Since PostgreSQL 15, the public schema belongs to the owner of the database, and only the owner can create
        // objects in it.
        Execute(connection, $"alter database {Quoted(database)} owner to {owner}");
        Execute(connection, $"revoke all on database {Quoted(database)} from public");
        Execute(connection, $"grant connect on database {Quoted(database)} to {application}");
        if (options.Identities is not null)
        {
            // An administrator who migrates instead of the migrations' identity does so as the owner, with any tool, so
            // that no object of this database belongs to a person.
            Execute(connection, $"alter role current_user in database {Quoted(database)} set role = {owner}");
        }
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
