using Npgsql;

namespace Lectern.Migrations.Journal;

/// <summary>
/// How far a script without a transaction has come, so that a run that was killed goes on behind the last statement
/// that is done. A table of our own: grate has nothing for it and does not mind it.
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

    /// <summary>A statement that was begun: it is done, or nobody knows.</summary>
    public sealed record Step(string Statement, bool IsDone);

    /// <returns>What is known of an earlier run, by the statement's place in the script.</returns>
    public Dictionary<int, Step> Load()
    {
        using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("set client_min_messages = warning"),
                new NpgsqlBatchCommand(Create),
                new NpgsqlBatchCommand("reset client_min_messages"),
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

    /// <returns>The command that says so, for the statement's own transaction where it has one.</returns>
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

    /// <returns>The command that forgets the script: it is done as a whole.</returns>
    public NpgsqlBatchCommand Forget() => With("""delete from "grate"."LecternProgress" where script = $1""");

    private NpgsqlBatchCommand With(string sql) =>
        new(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = script } } };
}
