using System.CommandLine;
using System.Globalization;
using Lectern.Cli.Features;
using Lectern.Migrations.Archiving;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db archive</c>: moves old messages and payments into the archive.</summary>
internal static class ArchiveCommand
{
    public static Command Create()
    {
        var database = new DatabaseOption();
        var messages = new AgeOption(
            "--messages-older-than", "2y",
            "The age of messages that are moved, except the last one of a conversation.");
        var payments = new AgeOption(
            "--payments-older-than", "3y",
            "The age of payments that are moved with their refunds. They cannot be refunded any more.");
        var locks = new LockOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Count what would be moved; change nothing." };
        var json = CommonOptions.Json();
        var command = new Command(
            "archive",
            "Move old messages and payments into tables with a partition for each year, and delete expired idempotency "
                + "keys, while the API serves. Example: lectern db archive --messages-older-than 2y")
        {
            database, messages, payments, dryRun, json,
        };
        locks.AddTo(command);
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(cancellationToken =>
            {
                string connectionString = database.ConnectionString(parsed);
                bool isDry = parsed.GetValue(dryRun);
                var result = RunProgress.Show(progress =>
                {
                    var job = new ArchiveJob(new()
                    {
                        MessagesBefore = messages.Read(parsed),
                        PaymentsBefore = payments.Read(parsed),
                        Session = locks.Read(parsed, new() { ScriptsFolder = "" }) with { Progress = progress },
                    });
                    return isDry
                        ? job.Count(connectionString, cancellationToken)
                        : job.Run(connectionString, cancellationToken);
                });
                answer.Write(result, () => Write(result, isDry ? "would be " : ""));
                return ExitCode.Ok;
            });
        });
        return command;
    }

    private static void Write(ArchiveResult result, string mood) => Screen.WriteColumns(
    [
        Row("messages", result.Messages, $"{mood}moved"),
        Row("payments", result.Payments, $"{mood}moved"),
        Row("refunds", result.Refunds, $"{mood}moved"),
        Row("idempotency_keys", result.IdempotencyKeys, $"{mood}deleted"),
    ]);

    private static string[] Row(string table, long rows, string verb) =>
        [table, rows.ToString("#,0", CultureInfo.InvariantCulture), verb];
}
