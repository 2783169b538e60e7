using Lectern.Migrations.Journal;
using Lectern.Migrations.Lint;
using Lectern.Migrations.Running;
using Lectern.Migrations.Scripts;
using Npgsql;

namespace Lectern.Migrations;

/// <summary>What a run would do and what earlier ones did. Reads only: no lock is taken, nothing is made.</summary>
/// <param name="options">As for the run that is asked about.</param>
public sealed class MigrationReport(MigrationOptions options)
{
    /// <summary>What would run, in order, and what the lint says of it.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may read the journal.</param>
    /// <returns>One step for each script; none where there is nothing to do.</returns>
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

    /// <summary>Where the database stands.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may read the journal.</param>
    /// <returns>The version, and what separates the database from the scripts folder.</returns>
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

    /// <summary>The runs that left a version, the newest first.</summary>
    /// <param name="connectionString">An Npgsql connection string of a role that may read the journal.</param>
    /// <param name="most">How many, at the most.</param>
    /// <returns>Each with its scripts; none where the database has no journal.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public IReadOnlyList<HistoryEntry> History(string connectionString, int most = JournalHistory.DefaultEntries)
    {
        using var session = JobSession.Open(connectionString, options);
        return JournalSchema.Exists(session.Connection) ? JournalHistory.Entries(session.Connection, most) : [];
    }

    private IReadOnlyList<PlannedScript> Pending(NpgsqlConnection connection, out Dictionary<string, string> hashes)
    {
        hashes = JournalSchema.Exists(connection) ? new MigrationJournal(connection, options).Hashes() : [];
        var scripts = ScriptReader.Read(options, connection);
        ScriptNames.RefuseDuplicates(scripts);
        return Running.Plan.Of(scripts, hashes, options);
    }
}
