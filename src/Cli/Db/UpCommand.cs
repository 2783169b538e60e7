using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations;
using Lectern.Migrations.Grate;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db up</c>: runs the scripts that are new, that have changed, or that run every time.</summary>
internal static class UpCommand
{
    private enum MigrationEngine
    {
        Builtin,
        Grate,
    }

    public static Command Create()
    {
        var database = new DatabaseOption();
        var scripts = new ScriptOptions();
        var locks = new LockOptions();
        var to = CommonOptions.To("Only scripts of up/ to this number, and nothing that runs after them.");
        var changed = CommonOptions.Choice(
            "--changed",
            "what",
            "A script of up/ that was edited after it ran: refuse it (as usual), run-again, or take-as-run.",
            ("refuse", ChangedOneTimeScript.Refuse),
            ("run-again", ChangedOneTimeScript.RunAgain),
            ("take-as-run", ChangedOneTimeScript.TakeAsRun));
        var isNew = new Option<bool>("--new-database")
        {
            Description = "init has just made the database: the scripts of runAfterCreateDatabase run too.",
        };
        var engine = CommonOptions.Choice(
            "--engine",
            "engine",
            "The program that runs the scripts: builtin (the default), or grate, restored by dotnet tool restore.",
            ("builtin", MigrationEngine.Builtin),
            ("grate", MigrationEngine.Grate));
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would run, as plan does; run nothing." };
        var statementTimeout = CommonOptions.StatementTimeout();
        var json = CommonOptions.Json();
        var command = new Command(
            "up", "Run what is new or has changed. Example: lectern db up --env TEST --version 1.4.0")
        {
            database, to, changed, isNew, engine, statementTimeout, dryRun, json,
        };
        scripts.AddTo(command);
        locks.AddTo(command);
        command.Validators.Add(result =>
        {
            bool isGrate = result.GetResult(engine)?.Tokens is [{ Value: "grate" }];
            var unknown = Array.Find<Option>(
                [to, changed, isNew], option => result.GetResult(option) is { Implicit: false });
            if (isGrate && unknown is not null)
            {
                result.AddError($"grate does not know {unknown.Name}: leave it out, or --engine grate.");
            }
        });
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            var options = locks.Read(parsed, scripts.Read(parsed)) with
            {
                To = parsed.GetValue(to),
                OnChangedOneTimeScript = parsed.GetValue(changed),
                DatabaseWasCreated = parsed.GetValue(isNew),
                StatementTimeout = statementTimeout.Read(parsed),
            };
            return answer.Try(cancellationToken => parsed.GetValue(dryRun)
                ? PlanCommand.Show(options, database.ConnectionString(parsed), answer)
                : Up(options, parsed.GetValue(engine), database.ConnectionString(parsed), answer, cancellationToken));
        });
        return command;
    }

    private static int Up(
        MigrationOptions options,
        MigrationEngine engine,
        string connectionString,
        Answer answer,
        CancellationToken cancellationToken)
    {
        using var telemetry = MigrationTelemetry.Start();
        var result = RunProgress.Show(progress =>
        {
            var told = options with { Progress = progress };
            return engine == MigrationEngine.Grate
                ? new GrateEngine(told, GrateCommand.LocalTool).Run(connectionString, cancellationToken)
                : new MigrationJob(told).Run(connectionString, cancellationToken);
        });
        RunAnswer.Write(result, "ran", answer);
        return ExitCode.Ok;
    }
}
