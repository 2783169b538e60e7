using Lectern.Database;
using Npgsql;

namespace Lectern.Migrations;

/// <summary>
/// Brings a database to what the scripts folder says: one connection, one script after another, a script and its journal
/// row in one transaction. The journal is grate's (schema <c>grate</c>), so that grate can carry on where this stopped.
/// </summary>
/// <param name="options">What to run, and how.</param>
public sealed class MigrationJob(MigrationOptions options)
{
    /// <summary>Runs what is new, what has changed and what runs every time.</summary>
    /// <param name="connectionString">
    /// An Npgsql connection string of the owner's role, straight to the server, never through a pooler.
    /// </param>
    /// <param name="cancellationToken">Stops at once: the statement that runs is cancelled and its script undone.</param>
    /// <returns>What ran; nothing ran where the database was up to date.</returns>
    /// <exception cref="MigrationException">A script failed or was refused; what ran before it stays.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; what ran before stays.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public MigrationResult Run(string connectionString, CancellationToken cancellationToken = default)
    {
        using var connection = MigrationDatabase.Open(connectionString);
        connection.Notice += (_, arguments) =>
            options.Progress?.Invoke(new ServerNotice(arguments.Notice.Severity, arguments.Notice.MessageText));
        var session = new JobSession(connection, options.LockTimeout);
        var scripts = Read(connection);
        JournalSchema.Ensure(connection);
        var journal = new Journal(connection, options);
        var plan = Plan.Of(scripts, journal.Hashes(), options);
        return plan.Count == 0
            ? new MigrationResult(options.EffectiveVersion, [])
            : new MigrationRun(session, journal, options, cancellationToken).Execute(plan);
    }

    private IReadOnlyList<Script> Read(NpgsqlConnection connection) =>
        new ScriptReader(options.ScriptsFolder, options.Environments)
            .Read(new TokenReplacement(options, connection.Database, connection.Host ?? string.Empty));
}
