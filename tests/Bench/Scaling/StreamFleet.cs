using Lectern.Bench.Comparing;
using Lectern.Bench.Driving;
using Lectern.Bench.Measuring;
using Lectern.Testing;

namespace Lectern.Bench.Scaling;

/// <summary>Event streams over several instances. All messages are posted at the first one.</summary>
internal static class StreamFleet
{
    private const int Streams = 500;
    private const int WarmUpMessages = 20;
    private const int Messages = 100;
    private const int ManyConversations = 50;

    private static readonly string[] Columns =
    [
        "parts", "deliveries a second", "p50, ms", "p99, ms", "API, CPU µs a delivery", "PostgreSQL, CPU µs a message",
        "connections",
    ];

    /// <returns>A table of Markdown.</returns>
    public static async Task<string> MeasureAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        Sql.Execute(database.OwnerConnectionString, Followers.AddPoster);
        List<string[]> rows = [Columns];
        foreach (int conversations in (int[])[1, ManyConversations])
        {
            for (int instances = 1; instances <= 3; instances++)
            {
                rows.Add(await MeasureAsync(database, instances, conversations, cancellationToken));
            }
        }

        return ResultTable.Markdown(rows);
    }

    private static async Task<string[]> MeasureAsync(
        TestDatabase database, int count, int conversations, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(Followers.Settings)
        {
            ["DATABASE_URL"] = database.ApplicationConnectionString,
        };
        var instances = await Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => Instance.StartAsync(settings, cancellationToken)));
        try
        {
            using var followers = await Followers.OpenAsync(
                [.. instances.Select(instance => instance.Client)], conversations, Streams, cancellationToken);
            await followers.DeliverAsync(WarmUpMessages, cancellationToken);
            var server = ServerProcesses.Of(database.SuperuserConnectionString);
            var (before, serverBefore) = (Spent(), server.CpuMicroseconds);
            var work = await followers.DeliverAsync(Messages, cancellationToken);
            double api = (double)(Spent() - before) / work.Latencies.Count;
            double ofServer = (double)(server.CpuMicroseconds - serverBefore) / (Messages * conversations);
            long connections = Sql.Scalar<long>(
                database.SuperuserConnectionString,
                "select count(*) from pg_stat_activity where usename = 'lectern_app'");
            return
            [
                $"{count} instances, {conversations} conversations",
                $"{work.Latencies.Count / work.Seconds:N0}", $"{work.Latencies.MillisecondsAt(50):N0}",
                $"{work.Latencies.MillisecondsAt(99):N0}", $"{api:N0}", $"{ofServer:N0}", $"{connections}",
            ];
        }
        finally
        {
            Array.ForEach(instances, instance => instance.Dispose());
        }

        long Spent() => instances.Sum(instance => instance.Tree.CpuMicroseconds);
    }
}
