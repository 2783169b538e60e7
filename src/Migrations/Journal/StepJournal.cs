using Npgsql;

namespace Lectern.Migrations.Journal;

/// <summary>
/// The progress of a script without a transaction, so that the next run continues after the last finished statement.
/// It is an additional table, which grate does not use and ignores.
/// </summary>
internal sealed class StepJournal(NpgsqlConnection connection, string script)
{
    private const string Create = """
        create table if not exists "grate"."LecternProgress" (
            script text not null,
            step int not null,
            statement text not null,
            is_done boolean not null,
            primary key (script, step)
        )
        """;

    /// <summary>A statement that was started. If it is not done, its outcome is unknown.</summary>
    public sealed record Step(string Statement, bool IsDone);

    /// <returns>The steps of an earlier run, by the index of the statement in the script.</returns>
    public Dictionary<int, Step> Load()
    {
        JournalSchema.EnsureTable(connection, Create);
        using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                With("""select step, statement, is_done from "grate"."LecternProgress" where script = $1"""),
            },
        };
        using var reader = batch.ExecuteReader();
        var steps = new Dictionary<int, Step>();
        while (reader.Read())
        {
            steps.Add(reader.GetInt32(0), new Step(reader.GetString(1), reader.GetBoolean(2)));
        }

        return steps;
    }

    /// <returns>The command that records the step, for the statement's own transaction if it has one.</returns>
    public NpgsqlBatchCommand Mark(int step, string statement, bool isDone)
    {
        var command = With("""
            insert into "grate"."LecternProgress" (script, step, statement, is_done)
            values ($1, $2, $3, $4)
            on conflict (script, step) do update set statement = excluded.statement, is_done = excluded.is_done
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = statement });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = isDone });
        return command;
    }

    /// <returns>The command that deletes the steps of a script that is finished.</returns>
    public NpgsqlBatchCommand Forget() => With("""delete from "grate"."LecternProgress" where script = $1""");

    private NpgsqlBatchCommand With(string sql) =>
        new(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = script } } };
}
