using Lectern.Migrations.Journal;
using Lectern.Migrations.Lint;
using Lectern.Migrations.Running;
using Lectern.Migrations.Scripts;
using Npgsql;

namespace Lectern.Migrations;

/// <summary>Reports what a run would do and what earlier runs did. It only reads and takes no lock.</summary>
/// <param name="options">The options of the run to report on.</param>
public sealed class MigrationReport(MigrationOptions options)
{
    /// <summary>The scripts that would run, in order, with the findings of the lint.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may read the journal.</param>
    /// <returns>One step for each script; none if there is nothing to do.</returns>
    /// <exception cref="MigrationException">There is no scripts folder, or two scripts have one name.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public IReadOnlyList<PlannedStep> Plan(string connectionString)
    {
        using var session = JobSession.Open(connectionString, options);
        var findings = new ScriptCheck(options).Run().ToLookup(finding => finding.Script);
        return
        [
            .. Pending(session.Connection, out _).Select(planned => new PlannedStep(
                planned.Script.Path, planned.Explanation, planned.Script.Text, [.. findings[planned.Script.Path]])),
        ];
    }

    /// <summary>The state of the database.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may read the journal.</param>
    /// <returns>The version, and the differences between the journal and the scripts folder.</returns>
    /// <exception cref="MigrationException">There is no scripts folder, or two scripts have one name.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public MigrationStatus Status(string connectionString)
    {
        using var session = JobSession.Open(connectionString, options);
        var pending = Pending(session.Connection, out var hashes);
        var (last, failed) = JournalSchema.Exists(session.Connection)
            ? (JournalHistory.Last(session.Connection), JournalHistory.OpenFailure(session.Connection))
            : (null, null);
        return new MigrationStatus
        {
            Version = last?.Version,
            VersionStatus = last?.Status,
            Pending = Paths(PlanReason.New),
            Changed = Paths(PlanReason.Changed),
            ChangedOneTime = Paths(PlanReason.ChangedOneTime),
            OutOfOrder = [.. Running.Plan.OutOfOrder(pending, hashes).Select(script => script.Path)],
            Failed = failed,
            RunningJob = JobLock.Holder(session.Connection),
        };

        IReadOnlyList<string> Paths(PlanReason reason) =>
            [.. pending.Where(planned => planned.Reason == reason).Select(planned => planned.Script.Path)];
    }

    /// <summary>The runs in the journal, the newest first.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may read the journal.</param>
    /// <param name="most">The largest number of runs.</param>
    /// <returns>The runs with their scripts; none if the database has no journal.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public IReadOnlyList<HistoryEntry> History(string connectionString, int most = JournalHistory.DefaultEntries)
    {
        using var session = JobSession.Open(connectionString, options);
        return JournalSchema.Exists(session.Connection) ? JournalHistory.Entries(session.Connection, most) : [];
    }

    internal IReadOnlyList<PlannedScript> Pending(NpgsqlConnection connection, out Dictionary<string, string> hashes)
    {
        hashes = JournalSchema.Exists(connection) ? new MigrationJournal(connection, options).Hashes() : [];
        var scripts = ScriptReader.Read(options, connection);
        ScriptNames.RefuseDuplicates(scripts);
        return Running.Plan.Of(scripts, hashes, options);
    }
}
