using System.CommandLine;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db</c>: migrates the schema, and moves rows.</summary>
internal static class DbCommand
{
    public static Command Create() => new(
        "db", "Migrate the database by its scripts, and show its state (docs/migrations.md).")
    {
        UpCommand.Create(),
        PlanCommand.Create(),
        StatusCommand.Create(),
        HistoryCommand.Create(),
        NewCommand.Create(),
        CheckCommand.Create(),
        DownCommand.Create(),
        BaselineCommand.Create(),
        VerifyCommand.Create(),
        InitCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        ArchiveCommand.Create(),
        DropYearsCommand.Create(),
    };
}
