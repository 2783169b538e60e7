using Lectern.Migrations.Scripts;
using Npgsql;
using NpgsqlTypes;

namespace Lectern.Migrations.Journal;

/// <summary>Reads and writes grate's journal. Dates are UTC, as grate writes them.</summary>
internal sealed class MigrationJournal(NpgsqlConnection connection, MigrationOptions options)
{
    public const string InProgress = "In Progress";
    public const string Finished = "Finished";
    public const string Error = "Error";

    private const int EnteredByChars = 50;

    private const string Interrupted = "The run was interrupted (killed, or its connection was lost) and closed as "
        + "failed by the next one, which goes on from there.";

    private static readonly string EnteredBy =
        Environment.UserName[..Math.Min(Environment.UserName.Length, EnteredByChars)];

    /// <returns>
    /// The hash of the last row of every script that has run, of all folders, in one query.
    /// </returns>
    public Dictionary<string, string> Hashes()
    {
        const string sql = """
            select distinct on (script_name) script_name, text_hash
            from "grate"."ScriptsRun"
            where script_name is not null
            order by script_name, id desc
            """;
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            hashes.Add(reader.GetString(0), reader.IsDBNull(1) ? string.Empty : reader.GetString(1));
        }

        return hashes;
    }

    /// <returns>The id of the run's row, whose status is <see cref="InProgress"/> until the run ends.</returns>
    public long BeginVersion()
    {
        const string sql = """
            insert into "grate"."Version"
                (repository_path, version, entry_date, modified_date, entered_by, status)
            select $1, $2, utc, utc, $3, $4
            from (select clock_timestamp() at time zone 'utc' as utc) as clock
            returning id
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                Text(RepositoryPath), Text(options.EffectiveVersion), Text(EnteredBy), Text(InProgress),
            },
        };
        return (long)command.ExecuteScalar()!;
    }

    public void EndVersion(long versionId, string status)
    {
        const string sql = """update "grate"."Version" set status = $2 where id = $1""";
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = versionId }, Text(status) },
        };
        command.ExecuteNonQuery();
    }

    /// <returns>The command that records that a script has run, for the script's own transaction.</returns>
    public static NpgsqlBatchCommand RunRow(long versionId, Script script) => new("""
        insert into "grate"."ScriptsRun"
            (version_id, script_name, text_of_script, text_hash, one_time_script, entry_date, modified_date, entered_by)
        select $1, $2, $3, $4, $5, utc, utc, $6
        from (select clock_timestamp() at time zone 'utc' as utc) as clock
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<long> { TypedValue = versionId },
            Text(script.Name),
            Text(script.Text),
            Text(script.Hash),
            new NpgsqlParameter<bool> { TypedValue = script.IsOneTime },
            Text(EnteredBy),
        },
    };

    /// <summary>
    /// Closes the runs that are still <see cref="InProgress"/>. The job holds the lock, so they were killed. The
    /// failure is recorded as for other failed runs.
    /// </summary>
    public void CloseInterruptedVersions()
    {
        const string sql = """
            with closed as (
                update "grate"."Version" set status = $1, modified_date = clock_timestamp() at time zone 'utc'
                where status = $2
                returning repository_path, version, modified_date
            ), noted as (
                insert into "grate"."ScriptsRunErrors" (repository_path, version, error_message,
                    entry_date, modified_date, entered_by)
                select repository_path, version, $3, modified_date, modified_date, $4 from closed
            )
            select coalesce(version, '') from closed
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { Text(Error), Text(InProgress), Text(Interrupted), Text(EnteredBy) },
        };
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            options.Progress?.Invoke(new MigrationWarning(
                $"The run of version {reader.GetString(0)} was interrupted: "
                + "it is closed as Error, and this run goes on from there."));
        }
    }

    /// <summary>Records scripts as run, with a finished version, in one transaction.</summary>
    public void RecordBaseline(IEnumerable<Script> scripts)
    {
        using var transaction = connection.BeginTransaction();
        long versionId = BeginVersion();
        foreach (var script in scripts)
        {
            RecordRun(versionId, script);
        }

        EndVersion(versionId, Finished);
        transaction.Commit();
    }

    /// <returns>
    /// The command that deletes the rows of a one-time script, for the transaction of its reverse. It also deletes the
    /// rows of scripts that run when they change: the reverse may have dropped what those created, so the next run runs
    /// them again.
    /// </returns>
    public static NpgsqlBatchCommand Forget(string scriptName) =>
        new("""delete from "grate"."ScriptsRun" where script_name = $1 or one_time_script is not true""")
        {
            Parameters = { Text(scriptName) },
        };

    /// <summary>The row of a script that is recorded as run.</summary>
    public void RecordRun(long versionId, Script script)
    {
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { RunRow(versionId, script) } };
        batch.ExecuteNonQuery();
    }

    public void RecordError(Script script, string erroneousPart, string message)
    {
        const string sql = """
            insert into "grate"."ScriptsRunErrors"
                (repository_path, version, script_name, text_of_script, erroneous_part_of_script, error_message,
                 entry_date, modified_date, entered_by)
            select $1, $2, $3, $4, $5, $6, utc, utc, $7
            from (select clock_timestamp() at time zone 'utc' as utc) as clock
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                Text(RepositoryPath), Text(options.EffectiveVersion), Text(script.Name), Text(script.Text),
                Text(erroneousPart), Text(message), Text(EnteredBy),
            },
        };
        command.ExecuteNonQuery();
    }

    // grate writes NULL if it gets no path.
    private string? RepositoryPath => options.RepositoryPath.Length == 0 ? null : options.RepositoryPath;

    private static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };
}
