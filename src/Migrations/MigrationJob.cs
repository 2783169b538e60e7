using System.Diagnostics;
using Lectern.Migrations.Journal;
using Lectern.Migrations.Running;
using Lectern.Migrations.Scripts;
using Npgsql;

namespace Lectern.Migrations;

/// <summary>
/// Migrates a database by the scripts of a folder, one after another on one connection. Each script commits together
/// with its journal row. The journal is grate's (schema <c>grate</c>), so that grate can continue from it.
/// </summary>
public sealed class MigrationJob(MigrationOptions options)
{
    /// <summary>Runs the scripts that are new, that have changed, or that run every time.</summary>
    /// <param name="connectionString">
    /// An Npgsql connection string of the owner's role, directly to the server, not through a pooler.
    /// </param>
    /// <param name="cancellationToken">
    /// Stops at once: the running statement is cancelled and its script rolled back.
    /// </param>
    /// <returns>The scripts that ran; none if the database was up to date.</returns>
    /// <exception cref="MigrationException">A script failed or was refused. Earlier scripts stay committed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; earlier scripts stay committed.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public MigrationResult Run(string connectionString, CancellationToken cancellationToken = default)
    {
        long started = Stopwatch.GetTimestamp();
        string outcome = "error";
        try
        {
            var result = Up(connectionString, cancellationToken);
            outcome = result.ScriptsRun.Count == 0 ? "unchanged" : "finished";
            return result;
        }
        finally
        {
            MigrationMeter.Record(Stopwatch.GetElapsedTime(started), outcome);
        }
    }

    private MigrationResult Up(string connectionString, CancellationToken cancellationToken)
    {
        using var session = JobSession.Open(connectionString, options);
        return session.Announce(() => Up(session, cancellationToken));
    }

    private MigrationResult Up(JobSession session, CancellationToken cancellationToken)
    {
        var scripts = ScriptReader.Read(options, session.Connection);
        ScriptNames.RefuseDuplicates(scripts);
        var journal = Prepare(session, cancellationToken);
        var hashes = journal.Hashes();
        var plan = Plan.Of(scripts, hashes, options);
        foreach (var script in Plan.OutOfOrder(plan, hashes))
        {
            options.Progress?.Invoke(
                new MigrationWarning($"{script.Path} is new, and a later number has run already."));
        }

        return plan.Count == 0
            ? new MigrationResult(options.EffectiveVersion, [])
            : new JournaledRun(session, journal, options, cancellationToken).Up(plan);
    }

    /// <summary>
    /// Records every script as run, and runs none: for a database that was made by other means.
    /// </summary>
    /// <param name="connectionString">As for <see cref="Run"/>.</param>
    /// <param name="cancellationToken">Ends the wait for another job.</param>
    /// <returns>The recorded scripts, without durations.</returns>
    /// <exception cref="MigrationException">
    /// Another job holds the lock of the database, or a script is not UTF-8; then none is recorded.
    /// </exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public MigrationResult Baseline(string connectionString, CancellationToken cancellationToken = default)
    {
        using var session = JobSession.Open(connectionString, options);
        var scripts = ScriptReader.Read(options, session.Connection);
        ScriptNames.RefuseDuplicates(scripts);
        var journal = Prepare(session, cancellationToken);
        var plan = Plan.Of(scripts, journal.Hashes(), options);
        foreach (var planned in plan)
        {
            Failures.RefuseOtherEncoding(planned.Script);
        }

        if (plan.Count > 0)
        {
            journal.RecordBaseline(plan.Select(planned => planned.Script));
        }

        return new MigrationResult(
            options.EffectiveVersion, [.. plan.Select(planned => new ScriptRun(planned.Script.Path, TimeSpan.Zero))]);
    }

    /// <summary>
    /// Takes back every script of <c>up</c> above a number, the last one first, with its file in <c>down</c>.
    /// </summary>
    /// <param name="connectionString">As for <see cref="Run"/>.</param>
    /// <param name="number">The number that stays.</param>
    /// <param name="cancellationToken">Stops at once; the running reverse is rolled back.</param>
    /// <returns>The reverses that ran.</returns>
    /// <exception cref="MigrationException">A reverse is missing, and nothing ran; or one failed.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public MigrationResult DownTo(
        string connectionString, string number, CancellationToken cancellationToken = default) =>
        Down(connectionString, reverses => reverses.Above(number), cancellationToken);

    /// <summary>Takes back the last scripts of <c>up</c>, the last one first, by their files in <c>down</c>.</summary>
    /// <param name="connectionString">As for <see cref="Run"/>.</param>
    /// <param name="steps">The number of scripts.</param>
    /// <param name="cancellationToken">Stops at once; the running reverse is rolled back.</param>
    /// <returns>The reverses that ran.</returns>
    /// <exception cref="MigrationException">A reverse is missing, and nothing ran; or one failed.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public MigrationResult DownSteps(string connectionString, int steps, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return Down(connectionString, reverses => reverses.OfLast(steps), cancellationToken);
    }

    private MigrationResult Down(
        string connectionString, Func<Reverses, IReadOnlyList<Script>> choose, CancellationToken cancellationToken)
    {
        using var session = JobSession.Open(connectionString, options);
        var journal = Prepare(session, cancellationToken);
        var reverses = choose(new Reverses(options, session.Connection));
        return reverses.Count == 0
            ? new MigrationResult(options.EffectiveVersion, [])
            : new JournaledRun(session, journal, options, cancellationToken).Down(reverses);
    }

    private MigrationJournal Prepare(JobSession session, CancellationToken cancellationToken)
    {
        JobLock.Take(session.Connection, options, cancellationToken);
        JournalSchema.Ensure(session.Connection);
        var journal = new MigrationJournal(session.Connection, options);
        journal.CloseInterruptedVersions();
        return journal;
    }
}
