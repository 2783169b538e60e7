using System.Net.Sockets;
using Lectern.DatabaseUrls;

namespace Lectern.Database.Doctor;

/// <summary>Does something listen at each host and port, and is it PostgreSQL?</summary>
internal static class TcpStep
{
    // Where a PostgreSQL or a PgBouncer usually is: what a wrong port was probably meant to be.
    private static readonly int[] UsualPorts = [DatabaseHost.DefaultPort, 6432];

    public static async Task<Finding> TakeAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        foreach (var endpoint in examined.TcpEndpoints)
        {
            try
            {
                await using var wire = await Wire.ConnectAsync(endpoint, endpoint.Port, cancellationToken);
                if (await wire.OffersTlsAsync(cancellationToken) is not { } offersTls)
                {
                    return Finding.Fault(
                        $"What listens at {endpoint} is not PostgreSQL.",
                        $"Correct the port in the URL: {await ElsewhereAsync(endpoint, cancellationToken)}.");
                }

                endpoint.OffersTls = offersTls;
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.ConnectionRefused)
            {
                return Finding.Fault(
                    $"Nothing listens at {endpoint}: the server is down, or the port is another one.",
                    $"Start the server or correct the port: {await ElsewhereAsync(endpoint, cancellationToken)}.");
            }
            catch (SocketException failure)
            {
                return Finding.Fault(
                    $"{endpoint} cannot be reached: {failure.Message}.",
                    "Let this machine through the firewalls on the way, or join the server's network.");
            }
        }

        return Finding.Ok(examined.TcpEndpoints.Any()
            ? $"{string.Join(", ", examined.TcpEndpoints)}: PostgreSQL's protocol is spoken."
            : "No server is reached by TCP.");
    }

    private static async Task<string> ElsewhereAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        foreach (int port in UsualPorts.Where(port => port != endpoint.Port))
        {
            try
            {
                await using var wire = await Wire.ConnectAsync(endpoint, port, cancellationToken);
                if (await wire.OffersTlsAsync(cancellationToken) is not null)
                {
                    return $"PostgreSQL is spoken at port {port}";
                }
            }
            catch (SocketException)
            {
                // Nothing there either.
            }
        }

        return $"usual are {string.Join(" and ", UsualPorts)}, and nobody speaks PostgreSQL there either";
    }
}
