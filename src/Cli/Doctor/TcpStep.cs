using System.Net.Sockets;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Doctor;

/// <summary>Does a program listen at each host and port, and is it PostgreSQL?</summary>
internal static class TcpStep
{
    // The default ports of PostgreSQL and PgBouncer, to suggest in place of a wrong port.
    private static readonly int[] UsualPorts = [DatabaseHost.DefaultPort, 6432];

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        foreach (var endpoint in examined.TcpEndpoints)
        {
            try
            {
                await using var probe = await TcpProbe.ConnectAsync(endpoint, endpoint.Port, cancellationToken);
                if (await probe.OffersTlsAsync(cancellationToken) is not { } offersTls)
                {
                    return Finding.Fault(
                        $"What listens at {endpoint} is not PostgreSQL.",
                        $"Correct the port in the URL: {await FindOtherPortAsync(endpoint, cancellationToken)}.");
                }

                endpoint.OffersTls = offersTls;
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.ConnectionRefused)
            {
                return Finding.Fault(
                    $"Nothing listens at {endpoint}: the server is down, or the port is another one.",
                    $"Start the server or correct the port: {await FindOtherPortAsync(endpoint, cancellationToken)}.");
            }
            catch (SocketException failure)
            {
                return Finding.Fault(
                    $"{endpoint} cannot be reached: {failure.Message}.",
                    "Allow this machine in the firewalls, or join the server's network.");
            }
        }

        return Finding.Ok(examined.TcpEndpoints.Any()
            ? $"{string.Join(", ", examined.TcpEndpoints)}: PostgreSQL answers."
            : "The URL names Unix sockets only.");
    }

    private static async Task<string> FindOtherPortAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        foreach (int port in UsualPorts.Where(port => port != endpoint.Port))
        {
            try
            {
                await using var probe = await TcpProbe.ConnectAsync(endpoint, port, cancellationToken);
                if (await probe.OffersTlsAsync(cancellationToken) is not null)
                {
                    return $"PostgreSQL answers at port {port}";
                }
            }
            catch (SocketException)
            {
                // This port does not answer either; the next one may.
            }
        }

        return $"at the usual ones, {string.Join(" and ", UsualPorts)}, PostgreSQL does not answer either";
    }
}
