using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db status</c>: shows the state of the database; exit code 3 if a run would change it.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var database = new DatabaseOption();
        var scripts = new ScriptOptions();
        var json = CommonOptions.Json();
        var command = new Command(
            "status",
            "Show the state of the database: version, pending, changed and failed scripts. "
                + "Exit code 3: up would change it. Example: lectern db status --json")
        {
            database, json,
        };
        scripts.AddTo(command);
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(() =>
            {
                var status = new MigrationReport(scripts.Read(parsed)).Status(database.ConnectionString(parsed));
                answer.Write(status, () => Write(status));
                return status.ChangesPending ? ExitCode.ChangesPending : ExitCode.Ok;
            });
        });
        return command;
    }

    private static void Write(MigrationStatus status) => Screen.WriteColumns(
    [
        ["version", status.Version is { } last ? $"{last} ({status.VersionStatus})" : "none: no run has left one"],
        .. Rows("pending", status.Pending),
        .. Rows("out of order", status.OutOfOrder),
        .. Rows("changed", status.Changed),
        .. Rows("changed, and up refuses it", status.ChangedOneTime),
        .. status.Failed is { } failed ? Rows("failed", [FirstLine(failed)]) : [],
        .. status.RunningJob is { } job ? Rows("a job is running", [job.ToString()]) : [],
        .. status.ChangesPending ? [] : Rows("pending", ["nothing"]),
    ]);

    private static string FirstLine(RecordedFailure failed) =>
        $"{failed.Script ?? "the run"}: {failed.Message.Split('\n', 2)[0]}";

    private static IEnumerable<string[]> Rows(string name, IEnumerable<string> values) =>
        values.Select(value => new[] { name, value });
}
