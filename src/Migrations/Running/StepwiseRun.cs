using Lectern.Migrations.Journal;
using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>
/// Runs a script marked <c>-- lectern: no-transaction</c> statement by statement. A statement that can run in a
/// transaction commits together with its step in the journal. For every other statement, the start is recorded before;
/// a later run that finds such a step checks its outcome.
/// </summary>
internal sealed class StepwiseRun(
    JobSession session, LockRetry retry, MigrationOptions options, Script script, CancellationToken cancellationToken)
{
    private readonly StepJournal _journal = new(session.Connection, script.Path);

    public void Run(IReadOnlyList<Statement> statements, JournalChange journalChange)
    {
        session.Reset();
        var known = _journal.Load();
        for (int i = 0; i < statements.Count; i++)
        {
            Step(i, statements[i], known.GetValueOrDefault(i));
        }

        session.Reset();
        Finish([.. journalChange(), _journal.Forget()]);
    }

    private void Step(int step, Statement statement, StepJournal.Step? known)
    {
        if (known is { IsDone: true } && !TransactionRules.IsSessionSetting(statement))
        {
            RefuseAnotherText(statement, known);
            return;
        }

        retry.Run(script.Path, () => Attempt(step, statement, wasBegun: known is not null));
    }

    private void Attempt(int step, Statement statement, bool wasBegun)
    {
        try
        {
            if (TransactionRules.IsSessionSetting(statement))
            {
                StatementSender.Send(session.Connection, statement, cancellationToken);
            }
            else if (TransactionRules.NeedsNone(statement) || TransactionRules.MayCommit(statement))
            {
                RunAlone(step, statement, wasBegun);
            }
            else
            {
                session.Execute("begin");
                StatementSender.Send(session.Connection, statement, cancellationToken);
                Send(_journal.Mark(step, statement.Text, isDone: true), new NpgsqlBatchCommand("commit"));
            }
        }
        catch (NpgsqlException exception)
        {
            session.RollBack();
            throw Failures.Of(script, statement, exception, Leftover(statement));
        }
        catch (OperationCanceledException)
        {
            session.RollBack();
            throw;
        }
    }

    private void RunAlone(int step, Statement statement, bool wasBegun)
    {
        if (!IsDoneAlready(statement, wasBegun))
        {
            Send(_journal.Mark(step, statement.Text, isDone: false));
            if (TransactionRules.IsConcurrent(statement))
            {
                // Nothing queues after this wait, so it may last as long as the job's own wait.
                session.SetLockTimeout(options.LockWait);
            }

            StatementSender.Send(session.Connection, statement, cancellationToken);
            session.SetLockTimeout(options.LockTimeout);
        }

        Send(_journal.Mark(step, statement.Text, isDone: true));
    }

    // The recorded steps stay, so the next run has only this statement left.
    private void Finish(ReadOnlySpan<NpgsqlBatchCommand> journalChange)
    {
        try
        {
            Send([new NpgsqlBatchCommand("begin"), .. journalChange, new NpgsqlBatchCommand("commit")]);
        }
        catch (NpgsqlException exception)
        {
            session.RollBack();
            throw Failures.AtCommit(script, exception);
        }
    }

    private bool IsDoneAlready(Statement statement, bool wasBegun)
    {
        if (DroppedIndex(statement) is { } dropped)
        {
            return wasBegun && !Exists(dropped);
        }

        if (ConcurrentIndex.Of(statement) is not { } index)
        {
            return false;
        }

        if (index.Name is null)
        {
            throw Failures.Of(script, statement.Offset, "Name the index: after a failure it is found by its name.");
        }

        if (index.Find(session.Connection) is not { } found)
        {
            return false;
        }

        if (!found.IsValid)
        {
            options.Progress?.Invoke(new MigrationWarning($"The index {found.Name} is INVALID: dropped, built again."));
            session.SetLockTimeout(options.LockWait);
            StatementSender.Send(
                session.Connection, $"drop index concurrently if exists {found.Name}", cancellationToken);
        }

        return found.IsValid && wasBegun;
    }

    private static string? DroppedIndex(Statement statement)
    {
        if (!statement.StartsWith("drop", "index", "concurrently"))
        {
            return null;
        }

        var words = new SqlWords(statement.Text);
        return words.QualifiedName(words.SkipIfExists(3)).Name;
    }

    private bool Exists(string relation)
    {
        using var command = new NpgsqlCommand("select to_regclass($1) is not null", session.Connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = relation } },
        };
        return command.ExecuteScalar() is true;
    }

    private string? Leftover(Statement statement) =>
        session.IsOpen && ConcurrentIndex.Of(statement)?.Find(session.Connection) is { IsValid: false } left
            ? $"The index {left.Name} is left INVALID. The next run drops it and builds it again."
            : null;

    private void RefuseAnotherText(Statement statement, StepJournal.Step known)
    {
        if (known.Statement != statement.Text)
        {
            throw Failures.Of(
                script, statement.Offset,
                "This statement ran already, with another text, before the script was interrupted: only the failed "
                + $"statement and those after it may change. It was: {known.Statement}");
        }
    }

    private void Send(params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        using var batch = new NpgsqlBatch(session.Connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        batch.ExecuteNonQuery();
    }
}
