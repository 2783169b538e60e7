using Lectern.Migrations.Journal;
using Lectern.Migrations.Scripts;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>A run, with its row in the journal's table <c>Version</c>.</summary>
internal sealed class JournaledRun(
    JobSession session, MigrationJournal journal, MigrationOptions options, CancellationToken cancellationToken)
{
    private readonly ScriptRunner _runner = new(session, options, cancellationToken);
    private readonly List<ScriptRun> _ran = [];

    /// <summary>Runs the plan and stops at the first failure; then <c>permissions</c> do not run either.</summary>
    public MigrationResult Up(IReadOnlyList<PlannedScript> plan) => UnderVersion(versionId =>
    {
        RefuseChanges(plan);
        foreach (var planned in plan)
        {
            Up(planned, versionId);
        }
    });

    /// <summary>Runs reverses in order. Each deletes the journal rows of its script in the same transaction.</summary>
    public MigrationResult Down(IReadOnlyList<Script> reverses)
    {
        ReverseJournal.Ensure(session.Connection);
        return UnderVersion(versionId =>
        {
            foreach (var reverse in reverses)
            {
                Run(
                    reverse,
                    "takes it back",
                    () => [MigrationJournal.Forget(reverse.Name), ReverseJournal.Row(versionId, reverse.Name)]);
            }
        });
    }

    private MigrationResult UnderVersion(Action<long> run)
    {
        long versionId = journal.BeginVersion();
        try
        {
            run(versionId);
        }
        catch (Exception exception) when (exception is OperationCanceledException or MigrationException)
        {
            if (session.IsOpen)
            {
                journal.EndVersion(versionId, MigrationJournal.Error);
            }

            throw;
        }

        journal.EndVersion(versionId, MigrationJournal.Finished);
        return new MigrationResult(options.EffectiveVersion, _ran);
    }

    // Before anything runs, because the effect of the edit on later scripts is unknown.
    private void RefuseChanges(IReadOnlyList<PlannedScript> plan)
    {
        var changed = plan.FirstOrDefault(planned => planned.Reason == PlanReason.ChangedOneTime)?.Script;
        if (changed is not null && options.OnChangedOneTimeScript == ChangedOneTimeScript.Refuse)
        {
            journal.RecordError(changed, changed.Text, Failures.OneTimeScriptChanged);
            throw Failures.Changed(changed);
        }
    }

    private void Up(PlannedScript planned, long versionId)
    {
        var (script, reason) = planned;
        if (reason == PlanReason.ChangedOneTime && options.OnChangedOneTimeScript == ChangedOneTimeScript.TakeAsRun)
        {
            options.Progress?.Invoke(new MigrationWarning($"{script.Path} has changed: taken as run, not run."));
            journal.RecordRun(versionId, script);
            return;
        }

        Run(script, planned.Explanation, () => [MigrationJournal.RunRow(versionId, script)]);
    }

    private void Run(Script script, string reason, JournalChange journalChange)
    {
        options.Progress?.Invoke(new ScriptStarted(script.Path, reason));
        try
        {
            var duration = _runner.Run(script, journalChange);
            _ran.Add(new ScriptRun(script.Path, duration));
            options.Progress?.Invoke(new ScriptFinished(script.Path, duration));
        }
        catch (MigrationException exception) when (session.IsOpen)
        {
            RecordFailure(script, exception);
            throw;
        }
    }

    private void RecordFailure(Script script, MigrationException exception)
    {
        var failure = exception.Failure!;
        string message = exception.InnerException is PostgresException server ? server.Message : failure.Message;
        journal.RecordError(script, failure.Statement.Length == 0 ? script.Text : failure.Statement, message);
    }
}
