using Npgsql;

namespace Lectern.Migrations.Journal;

/// <summary>
/// Creates grate's three journal tables exactly as grate does. It never touches grate's own Grate* tables: grate adds
/// them to the three if they are missing.
/// </summary>
internal static class JournalSchema
{
    private const string Missing = """
        select to_regclass('"grate"."ScriptsRun"') is null
            or to_regclass('"grate"."ScriptsRunErrors"') is null
            or to_regclass('"grate"."Version"') is null
        """;

    private const string Create = """
        create schema if not exists "grate";
        create table if not exists "grate"."ScriptsRun" (
            id bigint generated always as identity not null,
            version_id bigint,
            script_name varchar(255),
            text_of_script text,
            text_hash varchar(512),
            one_time_script boolean,
            entry_date timestamp,
            modified_date timestamp,
            entered_by varchar(50),
            constraint PK_ScriptsRun_id primary key (id)
        );
        create table if not exists "grate"."ScriptsRunErrors" (
            id bigint generated always as identity not null,
            repository_path varchar(255),
            version varchar(50),
            script_name varchar(255),
            text_of_script text,
            erroneous_part_of_script text,
            error_message text,
            entry_date timestamp,
            modified_date timestamp,
            entered_by varchar(50),
            constraint PK_ScriptsRunErrors_id primary key (id)
        );
        create table if not exists "grate"."Version" (
            id bigint generated always as identity not null,
            repository_path varchar(255),
            version varchar(50),
            entry_date timestamp,
            modified_date timestamp,
            entered_by varchar(50),
            status varchar(50),
            constraint PK_Version_id primary key (id)
        )
        """;

    /// <returns>False if no script has run on the database yet.</returns>
    public static bool Exists(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Missing, connection);
        return command.ExecuteScalar() is false;
    }

    /// <summary>Creates the missing tables, all or none. If none is missing, the role needs no CREATE right.</summary>
    public static void Ensure(NpgsqlConnection connection)
    {
        if (Exists(connection))
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        using var command = new NpgsqlCommand(Create, connection, transaction);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>Creates a table that only this job uses, without the server's notice that it exists.</summary>
    public static void EnsureTable(NpgsqlConnection connection, string createTableIfNotExists)
    {
        using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("set client_min_messages = warning"),
                new NpgsqlBatchCommand(createTableIfNotExists),
                new NpgsqlBatchCommand("reset client_min_messages"),
            },
        };
        batch.ExecuteNonQuery();
    }
}
