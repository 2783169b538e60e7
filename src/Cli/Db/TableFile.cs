using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations.Setup;

namespace Lectern.Cli.Db;

/// <summary>What export and import share: a table, a file, and rows between them.</summary>
internal static class TableFile
{
    /// <summary>Moves the rows; returns how many.</summary>
    public delegate long Copy(TableCopy copy, string table, string file, CancellationToken cancellationToken);

    /// <param name="name">The command.</param>
    /// <param name="description">What it does, with an example.</param>
    /// <param name="sentence">What to say in the end, before the number of rows and behind it.</param>
    /// <param name="move">Which way.</param>
    public static Command Create(string name, string description, (string Verb, string Preposition) sentence, Copy move)
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
                var connectionString = database.ConnectionString(parsed);
                var rows = CopyBar.Show(
                    from, progress => move(new TableCopy(connectionString, progress), from, to, cancellationToken));
                answer.Write(new { Table = from, File = to, Rows = rows }, () => Console.WriteLine(
                    $"{sentence.Verb} {RunAnswer.Count(rows, "row")} {sentence.Preposition} {to}."));
                return ExitCode.Ok;
            });
        });
        return command;
    }
}
