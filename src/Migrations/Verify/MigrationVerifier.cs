using System.Globalization;
using Lectern.Database;
using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Verify;

/// <summary>An object that differs from what the scripts create.</summary>
/// <param name="Name">Kind and name, for example "column public.students.email".</param>
/// <param name="Expected">The definition of the scripts; null if they create no such object.</param>
/// <param name="Actual">The definition in the database; null if there is no such object.</param>
public sealed record SchemaDifference(string Name, string? Expected, string? Actual);

/// <summary>The result of a verification.</summary>
/// <param name="Status">The differences between the journal and the scripts.</param>
/// <param name="Differences">The objects that differ.</param>
public sealed record Verification(MigrationStatus Status, IReadOnlyList<SchemaDifference> Differences)
{
    /// <summary>Are there no differences, neither of objects nor of the journal?</summary>
    public bool IsAsScripted => !Status.ChangesPending && Differences.Count == 0;
}

/// <summary>
/// Compares a database with what its scripts create. It migrates an empty scratch database on the same server, and
/// reads both schemas from the system catalogs (tables, columns, constraints, indexes, views, triggers, policies,
/// functions, types, grants). It does not compare rows, and changes nothing in the verified database.
/// </summary>
/// <param name="options">The same as for the runs that migrated the database.</param>
public sealed class MigrationVerifier(MigrationOptions options)
{
    private const int ScratchSuffixChars = 12;

    /// <summary>Creates the scratch database, compares, and drops it.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may create databases.</param>
    /// <param name="cancellationToken">
    /// Stops the migration of the scratch database, which is still dropped.
    /// </param>
    /// <returns>The differences.</returns>
    /// <exception cref="MigrationException">
    /// The scripts fail on an empty database, or the role may not create a database.
    /// </exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public Verification Verify(string connectionString, CancellationToken cancellationToken = default)
    {
        var status = new MigrationReport(options).Status(connectionString);
        using var connection = MigrationDatabase.Open(connectionString);
        string suffix = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..ScratchSuffixChars];
        string scratch = $"lectern_verify_{suffix}";
        string role = MigratingRole(connection);
        CreateScratch(connection, scratch, role);
        try
        {
            var expected = Migrated(Scratch(connectionString, scratch, role), cancellationToken);
            return new Verification(status, SchemaSnapshot.Compare(expected, SchemaSnapshot.Of(connection)));
        }
        finally
        {
            Execute(connection, $"drop database {scratch} with (force)");
        }
    }

    // The scratch database is migrated as the owner of the other one, because grants name their grantor.
    private static string MigratingRole(NpgsqlConnection connection)
    {
        const string sql = """
            select pg_get_userbyid(relowner)::text from pg_class
            where oid = to_regclass('"grate"."ScriptsRun"') and pg_has_role(relowner, 'member')
            union all
            select current_user::text
            limit 1
            """;
        using var command = new NpgsqlCommand(sql, connection);
        return (string)command.ExecuteScalar()!;
    }

    private static void CreateScratch(NpgsqlConnection connection, string name, string owner)
    {
        try
        {
            Execute(connection, $"create database {name} owner {SqlIdentifier.Quoted(owner)}");
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new MigrationException(
                "verify makes a scratch database on the same server and drops it afterwards. The role of the URL may "
                + $"not ({exception.MessageText}): it needs CREATEDB, as the server's administrator has. "
                + "Give the administrator's URL with --database, or let the administrator run: "
                + $"alter role {SqlIdentifier.Quoted(CurrentUser(connection))} createdb",
                exception);
        }
    }

    private static string CurrentUser(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select session_user::text", connection);
        return (string)command.ExecuteScalar()!;
    }

    private SortedDictionary<string, string> Migrated(string connectionString, CancellationToken cancellationToken)
    {
        new MigrationJob(options).Run(connectionString, cancellationToken);
        using var connection = MigrationDatabase.Open(connectionString);
        return SchemaSnapshot.Of(connection);
    }

    private static string Scratch(string connectionString, string database, string role)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Database = database };
        // In libpq's options, a backslash escapes a blank in a value.
        string escaped = role.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace(" ", @"\ ", StringComparison.Ordinal);
        settings.Options = $"{settings.Options} -c role={escaped}".TrimStart();
        return settings.ConnectionString;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
