using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations.Setup;

namespace Lectern.Cli.Db;

/// <summary>The command that export and import share.</summary>
internal static class TableFile
{
    /// <summary>Copies the rows and returns their number.</summary>
    public delegate long Copy(TableCopy copy, string table, string file, CancellationToken cancellationToken);

    /// <param name="sentence">The words before and after the number of rows in the result.</param>
    public static Command Create(string name, string description, (string Verb, string Preposition) sentence, Copy copy)
    {
        var table = new Argument<string>("TABLE") { Description = "The table, with its schema if it is not public." };
        var file = new Argument<string>("FILE") { Description = "The CSV file, in UTF-8." };
        var database = new DatabaseOption();
        var json = CommonOptions.Json();
        var command = new Command(name, description) { table, file, database, json };
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            var (from, to) = (parsed.GetRequiredValue(table), parsed.GetRequiredValue(file));
            return answer.Try(cancellationToken =>
            {
                string connectionString = database.ConnectionString(parsed);
                long rows = CopyBar.Show(
                    from, progress => copy(new TableCopy(connectionString, progress), from, to, cancellationToken));
                answer.Write(new { Table = from, File = to, Rows = rows }, () => Console.WriteLine(
                    $"{sentence.Verb} {RunAnswer.Count(rows, "row")} {sentence.Preposition} {to}."));
                return ExitCode.Ok;
            });
        });
        return command;
    }
}
