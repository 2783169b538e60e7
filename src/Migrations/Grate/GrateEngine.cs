using Lectern.Database;
using Lectern.Migrations.Journal;
using Lectern.Migrations.Lint;
using Lectern.Migrations.Running;
using Npgsql;

namespace Lectern.Migrations.Grate;

/// <summary>The command line that starts grate.</summary>
/// <param name="FileName">The program; <c>dotnet</c> for the local tool.</param>
/// <param name="Arguments">The arguments before grate's own; <c>grate</c> for the local tool.</param>
public sealed record GrateCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The tool that <c>.config/dotnet-tools.json</c> pins.</summary>
    public static GrateCommand LocalTool { get; } = new("dotnet", ["grate"]);
}

/// <summary>
/// Lets grate run the scripts, in stages (<see cref="GrateStage"/>). The job takes its lock before, because grate takes
/// none. After each stage it checks the journal, because grate has reported success although it applied nothing.
/// </summary>
/// <param name="options">The same as for <see cref="MigrationJob"/>; grate does not support <c>To</c>.</param>
public sealed class GrateEngine(MigrationOptions options, GrateCommand command)
{
    /// <summary>Takes the lock, runs the lint and grate, and reads the result from the journal.</summary>
    /// <param name="connectionString">An Npgsql connection string of the owner's role.</param>
    /// <param name="cancellationToken">Kills grate and ends its session on the server.</param>
    /// <returns>The scripts that the journal gained, without durations.</returns>
    /// <exception cref="MigrationException">
    /// The lint found something, grate failed, or the journal lacks a script.
    /// </exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public MigrationResult Run(string connectionString, CancellationToken cancellationToken = default)
    {
        if (new ScriptCheck(options).Run() is { Count: > 0 } findings)
        {
            throw new MigrationException($"The check refuses the scripts:\n{string.Join('\n', findings)}");
        }

        using var session = JobSession.Open(connectionString, options);
        return session.Announce(() => Run(session, connectionString, cancellationToken));
    }

    private MigrationResult Run(JobSession session, string connectionString, CancellationToken cancellationToken)
    {
        JobLock.Take(session.Connection, options, cancellationToken);
        GrateFolder.DeleteLeftOver(connectionString);
        GrateTables.Repair(session.Connection, options);
        if (JournalSchema.Exists(session.Connection))
        {
            new MigrationJournal(session.Connection, options).CloseInterruptedVersions();
        }

        var runs = new List<ScriptRun>();
        foreach (var stage in GrateStage.Of(new MigrationReport(options).Pending(session.Connection, out _)))
        {
            long before = LastRun(session.Connection)?.Id ?? 0;
            RunStage(session.Connection, stage, connectionString, cancellationToken);
            Verify(stage, LastRun(session.Connection) is { } run && run.Id > before ? run : null);
            runs.AddRange(stage.Scripts.Select(script => new ScriptRun(script.Path, TimeSpan.Zero)));
        }

        return new MigrationResult(options.EffectiveVersion, runs);
    }

    private static HistoryEntry? LastRun(NpgsqlConnection connection) =>
        JournalSchema.Exists(connection) ? JournalHistory.Last(connection) : null;

    private static void Verify(GrateStage stage, HistoryEntry? run)
    {
        if (stage.Scripts.FirstOrDefault(script => run?.Scripts.Contains(script.Name) != true) is { } lacking)
        {
            throw new MigrationException(
                $"grate reported success, but the journal lacks {lacking.Path}: it was not applied.");
        }

        if (run!.Status != MigrationJournal.Finished)
        {
            throw new MigrationException($"grate reported success, but the journal says {run.Status ?? "nothing"}.");
        }
    }

    private void RunStage(
        NpgsqlConnection connection, GrateStage stage, string connectionString, CancellationToken cancellationToken)
    {
        using var folder = GrateFolder.Create(connectionString);
        stage.CopyTo(folder.Path, options.ScriptsFolder);
        int exitCode = GrateProcess.Run(
            command,
            options with { ScriptsFolder = folder.Path },
            MigrationDatabase.ForAnotherProgram(connectionString),
            stage.IsTransaction,
            cancellationToken);
        if (exitCode != 0)
        {
            // A process that was killed leaves its statement running on the server.
            GrateSession.End(connection);
            cancellationToken.ThrowIfCancellationRequested();
            throw new MigrationException(
                $"grate failed with exit code {exitCode}; its lines above say why. (dotnet tool restore fetches it.)");
        }
    }
}
