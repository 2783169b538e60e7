using System.Diagnostics;
using Npgsql;

namespace Lectern.Migrations;

/// <summary>Runs one script and writes its journal row, both or neither.</summary>
internal sealed class ScriptRunner(JobSession session, long versionId, CancellationToken cancellationToken)
{
    /// <returns>How long it took, commit included.</returns>
    /// <exception cref="MigrationException">A statement or the commit failed; nothing of the script is left.</exception>
    public TimeSpan Run(Script script)
    {
        var clock = Stopwatch.StartNew();
        var statements = Split(script);
        session.Reset("begin");
        try
        {
            foreach (var statement in statements)
            {
                RunStatement(script, statement);
            }

            Commit(script);
        }
        catch
        {
            session.RollBack();
            throw;
        }

        return clock.Elapsed;
    }

    private static IReadOnlyList<Statement> Split(Script script)
    {
        try
        {
            return StatementSplitter.Split(script.Text);
        }
        catch (SqlSyntaxException exception)
        {
            throw Failures.Of(script, exception);
        }
    }

    private void RunStatement(Script script, Statement statement)
    {
        try
        {
            StatementSender.Send(session.Connection, statement, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw Failures.Of(script, statement, exception);
        }
    }

    // A constraint that is checked at the commit fails there: it is the script's failure, and no row says it ran.
    private void Commit(Script script)
    {
        try
        {
            using var batch = new NpgsqlBatch(session.Connection)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand("set session authorization default"),
                    new NpgsqlBatchCommand("reset role"),
                    Journal.RunRow(versionId, script),
                    new NpgsqlBatchCommand("commit"),
                },
            };
            batch.ExecuteNonQuery();
        }
        catch (NpgsqlException exception)
        {
            throw Failures.AtCommit(script, exception);
        }
    }
}
