using System.Diagnostics;
using System.Runtime.CompilerServices;
using Lectern.Database;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Cli.Doctor;

/// <summary>
/// Checks a database step by step, from the host name in its URL to the settings of its server. It changes nothing.
/// When a step finds a fault, the steps that need it are skipped, so that one fault is reported once.
/// </summary>
internal sealed record Examination
{
    /// <summary>The longest that a step may take.</summary>
    public static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The application's connection string, of any dialect.</summary>
    public required string Url { get; init; }

    /// <summary>The migrations' connection string; null: the application's.</summary>
    public string? MigrationUrl { get; init; }

    /// <summary>Who uses the URL. For migrations, the steps that only serving needs are skipped.</summary>
    public Purpose Purpose { get; init; }

    /// <summary>The application's settings: pool size, instances, credential.</summary>
    public ApplicationDatabaseSettings Settings { get; init; } = new();

    /// <summary>The scripts of <c>db/up</c>, named as in the journal; null: the schema step is skipped.</summary>
    public IReadOnlyList<string>? Scripts { get; init; }

    /// <summary>The longest replication lag that is not a fault.</summary>
    public TimeSpan LongestLag { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Runs one step after another and reports each when it is done.</summary>
    public async IAsyncEnumerable<StepReport> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var examined = new ExaminedDatabase(this);
        var passed = new HashSet<DoctorStep>();
        foreach (var step in DoctorStep.All)
        {
            long started = Stopwatch.GetTimestamp();
            var finding = step.IsForServing && Purpose == Purpose.Migration
                ? Finding.Skipped("Not checked: the step is for the application, and the URL is the migrations'.")
                : step.Needs.FirstOrDefault(needed => !passed.Contains(needed)) is { } missing
                    ? Finding.Skipped($"Not checked: it needs {missing.Name}.")
                    : await RunStepAsync(step, examined, cancellationToken);
            if (finding.Verdict is Verdict.Ok or Verdict.Warning)
            {
                passed.Add(step);
            }

            yield return new(
                step.Name, finding.Verdict, finding.Text, finding.Remedy,
                Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, digits: 1));
        }
    }

    private static async Task<Finding> RunStepAsync(
        DoctorStep step, ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StepTimeout);
        try
        {
            return await step.RunAsync(examined, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Fault(
                $"There was no answer within {StepTimeout.TotalSeconds:0} seconds.",
                "Check whether the server is overloaded or waits for a lock, then run the doctor again.");
        }
        catch (NpgsqlException failure)
        {
            return Finding.Fault(failure.Message, "Read the server's log, then run the doctor again.");
        }
    }
}
