using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db down</c>: takes scripts back with their reverses, the last one first.</summary>
internal static class DownCommand
{
    private const int MostSteps = 10_000;

    public static Command Create()
    {
        var database = new DatabaseOption();
        var scripts = new ScriptOptions();
        var locks = new LockOptions();
        var to = CommonOptions.To("The number that stays: scripts above it are taken back.");
        var steps = CommonOptions.Number("--steps", 1, MostSteps, "How many scripts to take back.");
        var statementTimeout = CommonOptions.StatementTimeout();
        var json = CommonOptions.Json();
        var command = new Command(
            "down", "Take back the last scripts with their reverses in down/. Example: lectern db down --to 0005")
        {
            to, steps, database, statementTimeout, json,
        };
        scripts.AddTo(command);
        locks.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(to) is null == result.GetResult(steps) is null)
            {
                result.AddError("Say how far: --to NNNN or --steps N.");
            }
        });
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(cancellationToken =>
            {
                string connectionString = database.ConnectionString(parsed);
                var result = RunProgress.Show(progress =>
                {
                    var job = new MigrationJob(locks.Read(parsed, scripts.Read(parsed)) with
                    {
                        StatementTimeout = statementTimeout.Read(parsed),
                        Progress = progress,
                    });
                    return parsed.GetValue(to) is { } number
                        ? job.DownTo(connectionString, number, cancellationToken)
                        : job.DownSteps(connectionString, parsed.GetValue(steps)!.Value, cancellationToken);
                });
                RunAnswer.Write(result, "taken back", answer);
                return ExitCode.Ok;
            });
        });
        return command;
    }
}
