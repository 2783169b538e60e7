using System.Diagnostics;
using System.Runtime.CompilerServices;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database.Doctor;

/// <summary>
/// Looks at a database from the name in its URL to the settings of its server, one step after another, and changes
/// nothing. A fault keeps the steps that depend on it from complaining about the same.
/// </summary>
public sealed record Examination
{
    /// <summary>The longest that a step may take.</summary>
    public static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The application's connection string, of any dialect.</summary>
    public required string Url { get; init; }

    /// <summary>The migrations' connection string; null: the application's.</summary>
    public string? MigrationUrl { get; init; }

    /// <summary>Whose URL it is: of the migrations', what serving needs is not looked at.</summary>
    public Purpose Purpose { get; init; }

    /// <summary>The application's settings: pool size, instances, sign-in.</summary>
    public ApplicationDatabaseSettings Settings { get; init; } = new();

    /// <summary>The scripts of <c>db/up</c>, named as in the journal; null: the schema is not looked at.</summary>
    public IReadOnlyList<string>? Scripts { get; init; }

    /// <summary>Reads that may lag are allowed to lag this much.</summary>
    public TimeSpan LongestLag { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Takes one step after another and reports each when it is done.</summary>
    /// <param name="cancellationToken">Ends the examination.</param>
    public async IAsyncEnumerable<StepReport> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var examined = new ExaminedDatabase(this);
        var sound = new HashSet<Step>();
        foreach (var step in Step.All)
        {
            var started = Stopwatch.GetTimestamp();
            var finding = step.IsForServing && Purpose == Purpose.Migration
                ? Finding.Skipped("Not looked at: it is the application's, and the URL is the migrations'.")
                : step.Needs.FirstOrDefault(needed => !sound.Contains(needed)) is { } missing
                    ? Finding.Skipped($"Not looked at: it needs {missing.Name}.")
                    : await TakeAsync(step, examined, cancellationToken);
            if (finding.Verdict is Verdict.Ok or Verdict.Warning)
            {
                sound.Add(step);
            }

            yield return new(
                step.Name, finding.Verdict, finding.Text, finding.Remedy,
                Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, digits: 1));
        }
    }

    private static async Task<Finding> TakeAsync(
        Step step, ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StepTimeout);
        try
        {
            return await step.TakeAsync(examined, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Fault(
                $"There was no answer within {StepTimeout.TotalSeconds:0} seconds.",
                "Look whether the server is overloaded or waits for a lock, then run the doctor again.");
        }
        catch (NpgsqlException failure)
        {
            return Finding.Fault(failure.Message, "Look into the server's log, then run the doctor again.");
        }
    }
}
