using System.Diagnostics;
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
/// Lets grate run the scripts. The job takes its lock before, because grate takes none, and checks the journal
/// afterwards, because grate has reported success although it applied nothing.
/// </summary>
/// <param name="options">The same as for <see cref="MigrationJob"/>; grate does not support <c>To</c>.</param>
public sealed class GrateEngine(MigrationOptions options, GrateCommand command)
{
    /// <summary>Takes the lock, runs the lint and grate, and reads the result from the journal.</summary>
    /// <param name="connectionString">An Npgsql connection string of the owner's role.</param>
    /// <param name="cancellationToken">Kills grate.</param>
    /// <returns>The scripts that ran according to the journal, without durations.</returns>
    /// <exception cref="MigrationException">
    /// The lint found something, grate failed, or the journal has no finished run.
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
        var report = new MigrationReport(options);
        var before = report.Status(connectionString).Pending;
        using (var response = GrateResponseFile.Write(
            options, MigrationDatabase.ForAnotherProgram(connectionString)))
        {
            Start(response.Path, cancellationToken);
        }

        VerifyJournal(report.Status(connectionString));
        return new MigrationResult(
            options.EffectiveVersion, [.. before.Select(script => new ScriptRun(script, TimeSpan.Zero))]);
    }

    private void Start(string responseFile, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command.FileName, [.. command.Arguments, "@" + responseFile])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Tell(line.Data);
        process.ErrorDataReceived += (_, line) => Tell(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var registration = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new MigrationException(
                $"grate failed with exit code {process.ExitCode}; its lines above say why. "
                + "(dotnet tool restore fetches it.)");
        }
    }

    private void Tell(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            options.Progress?.Invoke(new GrateLine(line));
        }
    }

    private static void VerifyJournal(MigrationStatus status)
    {
        if (status.ChangesPending || status.VersionStatus is MigrationJournal.Error or MigrationJournal.InProgress)
        {
            throw new MigrationException(
                "grate reported success, but the journal does not: "
                + $"last version {status.VersionStatus ?? "none"}, not run: "
                + string.Join(", ", [.. status.Pending, .. status.Changed, .. status.ChangedOneTime]));
        }
    }
}
