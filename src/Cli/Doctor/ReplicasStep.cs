using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Lectern.Cli.Doctor;

/// <summary>
/// Is there a primary, and do the standbys keep up with it? The step measures the lag: the time until a standby has
/// replayed what the primary had written when the step began. Unlike pg_stat_replication, this needs no additional
/// right, and an idle primary does not look like a lagging standby.
/// </summary>
internal static class ReplicasStep
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        if (examined.Url.Hosts.Length <= 1)
        {
            return await IsStandbyAsync(examined.Connection, cancellationToken)
                ? NoPrimary("The server is a standby")
                : Finding.Ok("The URL names one server, the primary.");
        }

        NpgsqlLogSequenceNumber? written = null;
        var servers = new List<(Endpoint Endpoint, NpgsqlConnection Connection)>();
        try
        {
            foreach (var endpoint in examined.Endpoints)
            {
                var connection = await UnpooledConnection.OpenAsync(
                    examined.Url with { Hosts = [endpoint.Host] }, examined.Settings, cancellationToken);
                servers.Add((endpoint, connection));
                if (!await IsStandbyAsync(connection, cancellationToken))
                {
                    written = await PositionAsync(connection, "select pg_current_wal_lsn()", cancellationToken);
                }
            }

            return written is { } position
                ? await LagAsync(servers, position, examined.Examination.LongestLag, cancellationToken)
                : NoPrimary("None of the servers is the primary");
        }
        finally
        {
            foreach (var (_, connection) in servers)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static Finding NoPrimary(string what) => Finding.Fault(
        $"{what}: writes will be refused (25006).", "Add the primary to the URL's hosts, or promote a standby.");

    private static async Task<Finding> LagAsync(
        IEnumerable<(Endpoint Endpoint, NpgsqlConnection Connection)> servers, NpgsqlLogSequenceNumber written,
        TimeSpan longestLag, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var lags = new List<string>();
        foreach (var (endpoint, connection) in servers)
        {
            if (!await IsStandbyAsync(connection, cancellationToken))
            {
                lags.Add($"{endpoint} is the primary");
                continue;
            }

            NpgsqlLogSequenceNumber replayed;
            while ((replayed = await PositionAsync(
                connection, "select pg_last_wal_replay_lsn()", cancellationToken)) < written)
            {
                if (waited.Elapsed > longestLag)
                {
                    return Finding.Fault(
                        $"The replica {endpoint} lags: {(ulong)written - (ulong)replayed} bytes are not replayed after "
                            + $"{waited.Elapsed.TotalSeconds:0.0} seconds.",
                        "Look for a paused replay, a long query or a slow disk there, or remove it from the URL.");
                }

                await Task.Delay(Poll, cancellationToken);
            }

            lags.Add($"{endpoint} is at most {waited.ElapsedMilliseconds} ms behind");
        }

        return Finding.Ok($"{string.Join(", ", lags)}.");
    }

    private static Task<bool> IsStandbyAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        UnpooledConnection.QueryRowAsync(
            connection, "select pg_is_in_recovery()", row => row.GetBoolean(0), cancellationToken);

    private static Task<NpgsqlLogSequenceNumber> PositionAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        UnpooledConnection.QueryRowAsync(
            connection, sql, row => row.GetFieldValue<NpgsqlLogSequenceNumber>(0), cancellationToken);
}
