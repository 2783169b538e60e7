using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary>What a run did, as its command answers it.</summary>
internal static class RunAnswer
{
    /// <param name="result">What the run did.</param>
    /// <param name="verb">What happened to the scripts: "ran".</param>
    /// <param name="answer">Where to.</param>
    public static void Write(MigrationResult result, string verb, Answer answer)
    {
        var json = new
        {
            result.Version,
            Scripts = result.ScriptsRun.Select(run => new { run.Script, DurationMs = Ms(run.Duration) }),
        };
        answer.Write(json, () => Console.WriteLine(result.ScriptsRun.Count == 0
            ? "Nothing to do."
            : $"{Count(result.ScriptsRun.Count, "script")} {verb}, version {result.Version}."));
    }

    /// <returns>1 script, 2 scripts.</returns>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static double Ms(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 1);
}
