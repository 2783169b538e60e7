using System.CommandLine;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db export</c>: writes a table to a CSV file.</summary>
internal static class ExportCommand
{
    public static Command Create() => TableFile.Create(
        "export",
        "Write a table to a CSV file with a header; an older file is replaced. "
            + "Example: lectern db export students students.csv",
        ("Wrote", "to"),
        (copy, table, file, cancellationToken) => copy.Export(table, file, cancellationToken));
}
