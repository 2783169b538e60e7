using System.Diagnostics;
using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>The journal commands of a finished script; created again for every attempt.</summary>
internal delegate IEnumerable<NpgsqlBatchCommand> JournalChange();

/// <summary>Runs one script and changes the journal in one transaction.</summary>
internal sealed class ScriptRunner(JobSession session, MigrationOptions options, CancellationToken cancellationToken)
{
    private readonly LockRetry _retry = new(session, options, cancellationToken);

    /// <returns>The duration, with the commit.</returns>
    /// <exception cref="MigrationException">
    /// A statement or the commit failed. The script is rolled back; without a transaction, finished statements stay.
    /// </exception>
    public TimeSpan Run(Script script, JournalChange journalChange)
    {
        var clock = Stopwatch.StartNew();
        Failures.RefuseOtherEncoding(script);
        var statements = Split(script);
        if (script.IsWithoutTransaction)
        {
            new StepwiseRun(session, _retry, options, script, cancellationToken).Run(statements, journalChange);
        }
        else
        {
            RefuseWhatBreaksTheTransaction(script, statements);
            _retry.Run(script.Path, () => RunInTransaction(script, statements, journalChange));
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
            throw Failures.Of(script, exception.Offset, exception.Message);
        }
    }

    // Before the script starts: a COMMIT in it would commit its first part without a journal row.
    private static void RefuseWhatBreaksTheTransaction(Script script, IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (TransactionRules.Objection(statement) is { } objection)
            {
                throw Failures.Of(script, statement.Offset, objection);
            }
        }
    }

    private void RunInTransaction(Script script, IReadOnlyList<Statement> statements, JournalChange journalChange)
    {
        try
        {
            session.Reset("begin");
            foreach (var statement in statements)
            {
                Send(script, statement);
            }

            Commit(script, journalChange);
        }
        catch
        {
            session.RollBack();
            throw;
        }
    }

    private void Send(Script script, Statement statement)
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

    // A deferred constraint fails at the commit. That is a failure of the script, and it gets no journal row.
    private void Commit(Script script, JournalChange journalChange)
    {
        try
        {
            using var batch = new NpgsqlBatch(session.Connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("set session authorization default"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("reset role"));
            foreach (var command in journalChange())
            {
                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            batch.ExecuteNonQuery();
        }
        catch (NpgsqlException exception)
        {
            throw Failures.AtCommit(script, exception);
        }
    }
}
