using System.Globalization;
using Lectern.Database;
using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Verify;

/// <summary>An object that is not what the scripts make.</summary>
/// <param name="Name">Kind and name: "column public.students.email".</param>
/// <param name="Expected">What the scripts make; null where they make none.</param>
/// <param name="Actual">What the database has; null where it has none.</param>
public sealed record SchemaDifference(string Name, string? Expected, string? Actual);

/// <summary>What a verification found.</summary>
/// <param name="Status">What the journal says against the scripts.</param>
/// <param name="Differences">What was changed by hand, or lost.</param>
public sealed record Verification(MigrationStatus Status, IReadOnlyList<SchemaDifference> Differences)
{
    /// <summary>Whether the database is what the scripts say, and the journal knows it.</summary>
    public bool IsAsScripted => !Status.ChangesPending && Differences.Count == 0;
}

/// <summary>
/// Compares a database with what its scripts make: a scratch database beside it is migrated from nothing, and both
/// schemas are read from the catalogue (tables, columns, constraints, indexes, views, triggers, policies, functions,
/// types, grants). Rows are not compared, and nothing in the verified database is changed.
/// </summary>
/// <param name="options">As for the runs that made the database.</param>
public sealed class MigrationVerifier(MigrationOptions options)
{
    private const int ScratchSuffixChars = 12;

    /// <summary>Migrates a scratch database, compares, and drops it.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may create databases.</param>
    /// <param name="cancellationToken">
    /// Ends the migration of the scratch database, which is dropped all the same.
    /// </param>
    /// <returns>What differs.</returns>
    /// <exception cref="MigrationException">
    /// The scripts do not run on an empty database, or the role may not create one.
    /// </exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public Verification Verify(string connectionString, CancellationToken cancellationToken = default)
    {
        var status = new MigrationReport(options).Status(connectionString);
        using var connection = MigrationDatabase.Open(connectionString);
        var suffix = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..ScratchSuffixChars];
        var scratch = $"lectern_verify_{suffix}";
        var role = MigratingRole(connection);
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

    // Whoever verifies, the scratch database is migrated by whom the other one was: grants name who gave them.
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
                $"A database to compare with cannot be made beside this one: {exception.MessageText}. "
                + "Verify as a role with CREATEDB.",
                exception);
        }
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
        // libpq's rules: a backslash keeps a blank in a value.
        var escaped = role.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(" ", @"\ ", StringComparison.Ordinal);
        settings.Options = $"{settings.Options} -c role={escaped}".TrimStart();
        return settings.ConnectionString;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
