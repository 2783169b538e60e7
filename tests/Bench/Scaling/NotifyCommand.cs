using System.CommandLine;
using System.Diagnostics;
using Lectern.Testing;
using Npgsql;
using Spectre.Console;

namespace Lectern.Bench.Scaling;

/// <summary>How many messages a second a server commits, with NOTIFY inside of the transaction and not.</summary>
internal static class NotifyCommand
{
    private const int Conversations = 5_000;
    private static readonly int[] WriterCounts = [1, 16, 64];
    // As a server that must not lose a commit.
    private static readonly string[] Durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];

    public static Command Create()
    {
        var seconds = ScalingCommand.Seconds(3);
        var command = new Command("notify", "Messages a second, with NOTIFY in the transaction, after it, and without.")
        {
            seconds,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));
        return command;
    }

    private static async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var server = TestServer.With(Durable);
        await server.InitializeAsync();
        await using var database = await server.CreateDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, $"""
            insert into conversations (id, subject)
            select md5(n::text)::uuid, 'c' from generate_series(1, {Conversations}) n
            """);
        var table = new Table().AddColumns("writers", "in the transaction", "after it", "never");
        foreach (int writers in WriterCounts)
        {
            table.AddRow(
                $"{writers}",
                await MeasureAsync(database, writers, isLater: false, notifies: false, duration, cancellationToken),
                await MeasureAsync(database, writers, isLater: true, notifies: true, duration, cancellationToken),
                await MeasureAsync(database, writers, isLater: true, notifies: false, duration, cancellationToken));
        }

        AnsiConsole.Write(table);
    }

    private static async Task<string> MeasureAsync(
        TestDatabase database, int writers, bool isLater, bool notifies, TimeSpan duration,
        CancellationToken cancellationToken)
    {
        await using var data = NpgsqlDataSource.Create(
            database.ApplicationConnectionString + ";Maximum Pool Size=100;Max Auto Prepare=10");
        var clock = Stopwatch.StartNew();
        var notifying = notifies ? NotifyAsync() : Task.CompletedTask;
        long[] posted = await Task.WhenAll(Enumerable.Range(0, writers).Select(WriteAsync));
        double elapsed = clock.Elapsed.TotalSeconds;
        await notifying;
        return $"{posted.Sum() / elapsed:N0}";

        async Task<long> WriteAsync(int seed)
        {
            // Reproducible, and no secret.
            var random = new Random(seed);
            await using var connection = await data.OpenConnectionAsync(cancellationToken);
            long count = 0;
            for (; clock.Elapsed < duration; count++)
            {
                await using var post = new NpgsqlCommand(
                    """
                    with conversation as (
                        update conversations set message_count = message_count + 1, last_activity_at = clock_timestamp()
                        where id = md5($1::text)::uuid and set_config('lectern.notify_later', $2, true) is not null
                        returning id, message_count
                    )
                    insert into messages (id, conversation_id, number, body)
                    select gen_random_uuid(), id, message_count, 'See you on Monday.' from conversation
                    """, connection);
                post.Parameters.Add(new() { Value = $"{random.Next(1, Conversations + 1)}" });
                post.Parameters.Add(new() { Value = isLater ? "on" : "off" });
                await post.ExecuteNonQueryAsync(cancellationToken);
            }

            return count;
        }

        // As an instance does: one after the other, what came meanwhile together.
        async Task NotifyAsync()
        {
            while (clock.Elapsed < duration)
            {
                await using var notify = data.CreateCommand(
                    "select count(pg_notify('messages', gen_random_uuid()::text)) from generate_series(1, $1)");
                notify.Parameters.Add(new() { Value = writers });
                await notify.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
