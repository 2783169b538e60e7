using System.CommandLine;
using System.Globalization;
using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db history</c>: lists the runs in the journal.</summary>
internal static class HistoryCommand
{
    private const int UsualRuns = 20;
    private const int MostRuns = 1_000;

    public static Command Create()
    {
        var database = new DatabaseOption();
        var limit = CommonOptions.Number("--limit", 1, MostRuns, $"How many runs ({UsualRuns}).");
        var json = CommonOptions.Json();
        var command = new Command(
            "history", "List the runs, the newest first. Example: lectern db history --limit 5")
        {
            database, limit, json,
        };
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(() => Show(
                database.ConnectionString(parsed), parsed.GetValue(limit) ?? UsualRuns, answer));
        });
        return command;
    }

    private static void Show(string connectionString, int limit, Answer answer)
    {
        // The command reads the journal only; the scripts folder does not matter.
        var runs = new MigrationReport(new MigrationOptions { ScriptsFolder = "" }).History(connectionString, limit);
        answer.Write(new { Runs = runs }, () => Screen.WriteColumns(runs.Select(Row)));
        if (runs.Count == 0)
        {
            Answer.Say("No run has left a version here.");
        }
    }

    private static string[] Row(HistoryEntry run) =>
    [
        run.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        run.Version ?? "",
        run.Status ?? "",
        run.By ?? "",
        run.TakenBack.Count == 0
            ? string.Join(' ', run.Scripts)
            : $"took back {string.Join(' ', run.TakenBack)}",
    ];
}
