using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary>Writes the result of a run.</summary>
internal static class RunAnswer
{
    /// <param name="verb">What happened to the scripts, for example "ran".</param>
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

    /// <returns>For example <c>1 script</c> or <c>2 scripts</c>.</returns>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static double Ms(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 1);
}
