using System.CommandLine;
using System.Globalization;
using Lectern.Cli.Features;
using Lectern.Migrations.Archiving;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db drop-years</c>: drops whole years of the archive.</summary>
internal static class DropYearsCommand
{
    private const int FirstYear = 1970;
    private const int LastYear = 9999;

    public static Command Create()
    {
        var database = new DatabaseOption();
        var messages = CommonOptions.Number(
            "--messages-before", FirstYear, LastYear, "The first year of archived messages that stays.");
        var payments = CommonOptions.Number(
            "--payments-before", FirstYear, LastYear, "The first year of archived payments and refunds that stays.");
        var confirmed = new Option<bool>("--yes") { Description = "Drop them; without it, they are only counted." };
        var locks = new LockOptions();
        var json = CommonOptions.Json();
        var command = new Command(
            "drop-years",
            "Drop the archived rows of whole years, for ever. "
                + "Example: lectern db drop-years --messages-before 2016 --yes")
        {
            database, messages, payments, confirmed, json,
        };
        locks.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(messages) is null && result.GetResult(payments) is null)
            {
                result.AddError($"Say what to drop: {messages.Name} YEAR or {payments.Name} YEAR.");
            }
        });
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(cancellationToken =>
            {
                string connectionString = database.ConnectionString(parsed);
                bool isDropped = parsed.GetValue(confirmed);
                var (old, paid) = (parsed.GetValue(messages), parsed.GetValue(payments));
                var years = RunProgress.Show(progress =>
                {
                    var archived = new ArchivedYears(
                        locks.Read(parsed, new() { ScriptsFolder = "" }) with { Progress = progress });
                    return isDropped
                        ? archived.Drop(connectionString, old, paid, cancellationToken)
                        : archived.List(connectionString, old, paid, cancellationToken);
                });
                answer.Write(new { Dropped = isDropped, Years = years }, () => Write(years, isDropped));
                return ExitCode.Ok;
            });
        });
        return command;
    }

    private static void Write(IReadOnlyList<ArchivedYear> years, bool isDropped)
    {
        Screen.WriteColumns(years.Select(year => new[]
        {
            year.Table,
            year.Rows.ToString("#,0", CultureInfo.InvariantCulture),
            isDropped ? "dropped" : "would be dropped",
        }));
        if (years.Count == 0 || !isDropped)
        {
            Answer.Say(years.Count == 0 ? "There are no such years." : "Nothing is dropped without --yes.");
        }
    }
}
