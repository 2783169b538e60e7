using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db baseline</c>: records all scripts as run, and runs none.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        var database = new DatabaseOption();
        var scripts = new ScriptOptions();
        var locks = new LockOptions();
        var json = CommonOptions.Json();
        var command = new Command(
            "baseline",
            "Record all scripts as run and run none: for a database that was made by other means. "
                + "Example: lectern db baseline --version 1.0.0")
        {
            database, json,
        };
        scripts.AddTo(command);
        locks.AddTo(command);
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(cancellationToken =>
            {
                string connectionString = database.ConnectionString(parsed);
                var result = RunProgress.Show(progress =>
                    new MigrationJob(locks.Read(parsed, scripts.Read(parsed)) with { Progress = progress })
                        .Baseline(connectionString, cancellationToken));
                RunAnswer.Write(result, "taken as run", answer);
                return ExitCode.Ok;
            });
        });
        return command;
    }
}
