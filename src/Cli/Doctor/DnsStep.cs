using System.Net;
using System.Net.Sockets;

namespace Lectern.Cli.Doctor;

/// <summary>Does each host name of the URL resolve to an address?</summary>
internal static class DnsStep
{
    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        var resolved = new List<Endpoint>();
        foreach (var endpoint in examined.Endpoints)
        {
            if (endpoint.Host.IsSocket)
            {
                resolved.Add(endpoint);
                continue;
            }

            try
            {
                var addresses = await Dns.GetHostAddressesAsync(endpoint.Name, cancellationToken);
                resolved.Add(endpoint with { Addresses = addresses });
            }
            catch (SocketException failure)
            {
                return Finding.Fault(
                    $"The name {endpoint.Name} has no address: {failure.Message}.",
                    "Correct the host in the URL; a private name resolves only inside its network or VPN.");
            }
        }

        examined.Endpoints = resolved;
        return Finding.Ok(string.Join("; ", resolved.Select(Describe)));
    }

    private static string Describe(Endpoint endpoint) => endpoint.Host.IsSocket
        ? $"{endpoint.Name} is a socket of this machine"
        : $"{endpoint.Name} is {string.Join(", ", endpoint.Addresses)}";
}
