using Lectern.Migrations.Journal;
using Npgsql;

namespace Lectern.Migrations.Grate;

/// <summary>
/// The tables in which grate records the creation of its journal. It creates them without a transaction. If it is
/// killed meanwhile, each later run fails, because a table exists that is not recorded.
/// </summary>
internal static class GrateTables
{
    /// <summary>What grate records last when it creates tables.</summary>
    private const string LastCreation = "04_create_version_table.sql";

    private const string AnyExists = """
        select to_regclass('"grate"."GrateScriptsRun"') is not null
            or to_regclass('"grate"."GrateScriptsRunErrors"') is not null
            or to_regclass('"grate"."GrateVersion"') is not null
        """;

    private const string Drop = """
        drop table if exists "grate"."GrateScriptsRun", "grate"."GrateScriptsRunErrors", "grate"."GrateVersion"
        """;

    /// <summary>
    /// Removes tables that are incomplete, and completes the journal, which grate then adopts. Complete tables stay
    /// untouched. The caller has the job's lock, and no grate runs.
    /// </summary>
    public static void Repair(NpgsqlConnection connection, MigrationOptions options)
    {
        if (!Is(connection, AnyExists) || IsComplete(connection))
        {
            return;
        }

        options.Progress?.Invoke(new MigrationWarning(
            "grate was killed while it created its own tables: they are created again. The journal stays."));
        using var drop = new NpgsqlCommand(Drop, connection);
        drop.ExecuteNonQuery();
        JournalSchema.Ensure(connection);
    }

    private static bool IsComplete(NpgsqlConnection connection) =>
        Is(connection, """select to_regclass('"grate"."GrateScriptsRun"') is not null""")
        && Is(
            connection,
            $"""select exists (select from "grate"."GrateScriptsRun" where script_name = '{LastCreation}')""");

    private static bool Is(NpgsqlConnection connection, string question)
    {
        using var command = new NpgsqlCommand(question, connection);
        return command.ExecuteScalar() is true;
    }
}
