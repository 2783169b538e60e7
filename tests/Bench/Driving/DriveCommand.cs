using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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
        int answered = 0;
        int refused = 0;
        try
        {
            var all = new Latencies();
            foreach (var own in await Task.WhenAll(clients.Select(SendAsync)))
            {
                all.Add(own);
            }

            return new(clock.Elapsed.TotalSeconds, all, refused, Failure: null);
        }
        catch (Exception failed) when (failed is IOException or SocketException)
        {
            return new(clock.Elapsed.TotalSeconds, new(), refused, failed.Message);
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
            while (clock.Elapsed.TotalSeconds < job.Seconds || Volatile.Read(ref answered) < job.LeastRequests)
            {
                var request = client.Requests.Next;
                long sent = Stopwatch.GetTimestamp();
                var (status, etag) = await client.Connection.SendAsync(request, cancellationToken);
                if (status == job.Status)
                {
                    client.Requests.ETag = etag;
                    own.Add(Stopwatch.GetElapsedTime(sent));
                    Interlocked.Increment(ref answered);
                }
                else if (status == (int)HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref refused);
                }
                else
                {
                    throw new IOException($"The answer was {status}, not {job.Status}.");
                }
            }

            return own;
        }
    }
}
