using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Driving;

/// <summary>
/// The clients, in a process of their own, so that their processor time is not counted. Each line of standard input is
/// a <see cref="DriveJob"/>, each line of standard output its <see cref="DriveResult"/>.
/// </summary>
internal static class DriveCommand
{
    public static Command Create()
    {
        var command = new Command("drive", "Sends requests, for the other commands.") { Hidden = true };
        command.SetAction(async (_, cancellationToken) =>
        {
            while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
            {
                var result = await DriveAsync(JsonSerializer.Deserialize<DriveJob>(line)!, cancellationToken);
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result));
            }
        });
        return command;
    }

    private static async Task<DriveResult> DriveAsync(DriveJob job, CancellationToken cancellationToken)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, job.Clients).Select(OpenAsync));
        var clock = Stopwatch.StartNew();
        try
        {
            var all = new Latencies();
            foreach (var own in await Task.WhenAll(clients.Select(SendAsync)))
            {
                all.Add(own);
            }

            return new(clock.Elapsed.TotalSeconds, all, Failure: null);
        }
        catch (Exception failed) when (failed is IOException or System.Net.Sockets.SocketException)
        {
            return new(clock.Elapsed.TotalSeconds, new(), failed.Message);
        }
        finally
        {
            Array.ForEach(clients, client => client.Connection.Dispose());
        }

        async Task<(HttpConnection Connection, RequestTemplate Requests)> OpenAsync(int number)
        {
            var connection = await HttpConnection.OpenAsync(job.Port, cancellationToken);
            var requests = new RequestTemplate(job, number);
            if (job.First is not null)
            {
                requests.ETag = (await connection.SendAsync(requests.First, cancellationToken)).ETag;
            }

            return (connection, requests);
        }

        async Task<Latencies> SendAsync((HttpConnection Connection, RequestTemplate Requests) client)
        {
            var own = new Latencies();
            while (clock.Elapsed.TotalSeconds < job.Seconds)
            {
                var request = client.Requests.Next;
                long sent = Stopwatch.GetTimestamp();
                (int status, client.Requests.ETag) = await client.Connection.SendAsync(request, cancellationToken);
                own.Add(Stopwatch.GetElapsedTime(sent));
                if (status != job.Status)
                {
                    throw new IOException($"The answer was {status}, not {job.Status}.");
                }
            }

            return own;
        }
    }
}
