using Npgsql;

namespace Lectern.Migrations;

/// <summary>One row of the journal's <c>Version</c> and what runs under it.</summary>
internal sealed class MigrationRun(
    JobSession session, Journal journal, MigrationOptions options, CancellationToken cancellationToken)
{
    private readonly List<ScriptRun> _ran = [];

    /// <summary>Runs the plan; at the first failure nothing more runs, <c>permissions</c> included.</summary>
    public MigrationResult Execute(IReadOnlyList<PlannedScript> plan)
    {
        var versionId = journal.BeginVersion();
        try
        {
            RefuseChanges(plan);
            var runner = new ScriptRunner(session, versionId, cancellationToken);
            foreach (var (script, reason) in plan)
            {
                Execute(runner, script, reason, versionId);
            }
        }
        catch (OperationCanceledException)
        {
            journal.EndVersion(versionId, Journal.Error);
            throw;
        }
        catch (MigrationException) when (session.Connection.FullState == System.Data.ConnectionState.Open)
        {
            journal.EndVersion(versionId, Journal.Error);
            throw;
        }

        journal.EndVersion(versionId, Journal.Finished);
        return new MigrationResult(options.EffectiveVersion, _ran);
    }

    // Before anything runs: what the edit means for the scripts behind it nobody can say.
    private void RefuseChanges(IReadOnlyList<PlannedScript> plan)
    {
        if (options.OnChangedOneTimeScript != ChangedOneTimeScript.Refuse)
        {
            return;
        }

        if (plan.FirstOrDefault(planned => planned.Reason == PlanReason.ChangedOneTime)?.Script is { } changed)
        {
            journal.RecordError(changed, changed.Text, Failures.OneTimeScriptChanged);
            throw Failures.Changed(changed);
        }
    }

    private void Execute(ScriptRunner runner, Script script, PlanReason reason, long versionId)
    {
        if (reason == PlanReason.ChangedOneTime && options.OnChangedOneTimeScript == ChangedOneTimeScript.TakeAsRun)
        {
            options.Progress?.Invoke(new MigrationWarning($"{script.Path} has changed: taken as run, not run."));
            journal.RecordRun(versionId, script);
            return;
        }

        options.Progress?.Invoke(new ScriptStarted(script.Path, Explain(reason)));
        try
        {
            var duration = runner.Run(script);
            _ran.Add(new ScriptRun(script.Path, duration));
            options.Progress?.Invoke(new ScriptFinished(script.Path, duration));
        }
        catch (MigrationException exception) when (session.Connection.FullState == System.Data.ConnectionState.Open)
        {
            RecordFailure(script, exception);
            throw;
        }
    }

    private void RecordFailure(Script script, MigrationException exception)
    {
        var failure = exception.Failure!;
        var message = exception.InnerException is PostgresException server ? server.Message : failure.Message;
        journal.RecordError(script, failure.Statement.Length == 0 ? script.Text : failure.Statement, message);
    }

    private static string Explain(PlanReason reason) => reason switch
    {
        PlanReason.New => "new",
        PlanReason.Everytime => "runs every time",
        _ => "changed",
    };
}
