using System.CommandLine;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db</c>: the schema of the database, and rows in and out.</summary>
internal static class DbCommand
{
    public static Command Create() => new(
        "db", "Bring the database to what the scripts say, and ask where it stands (docs/migrations.md).")
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
    };
}
