using System.CommandLine;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db import</c>: adds the rows of a CSV file, all or none.</summary>
internal static class ImportCommand
{
    public static Command Create() => TableFile.Create(
        "import",
        "Add the rows of a CSV file to a table, all or none; its header names the columns. "
            + "Example: lectern db import students students.csv",
        ("Added", "from"),
        (copy, table, file, cancellationToken) => copy.Import(table, file, cancellationToken));
}
