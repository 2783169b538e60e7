using System.Net;
using System.Net.Sockets;

namespace Lectern.Hooks;

/// <summary>The public address of this machine, from which the hooks connect to the database.</summary>
internal static class DeployerAddress
{
    private const string SetVariable = "DEPLOYER_IP_ADDRESS";

    // Not the variable that a person sets: the address of a laptop changes, and each run must replace the last one.
    private const string FoundVariable = "DEPLOYER_IP_ADDRESS_FOUND";

    private const string DefaultService = "https://api.ipify.org";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Finds the address and gives it to the templates, unless it is set.</summary>
    public static async Task EnsureAsync()
    {
        // The runners of a pipeline are in Azure, whose addresses the firewall lets in.
        if (Hook.Optional(SetVariable) is not null || !AzdEnvironment.IsOfPerson)
        {
            return;
        }

        string service = Hook.Optional("IP_ADDRESS_SERVICE") ?? DefaultService;
        Console.WriteLine($"-- The address of this machine, for the database's firewall: GET {service}");
        var (address, why) = await AskAsync(service);
        if (address is null)
        {
            Console.WriteLine($"   not found: {why}\n   Outside of Azure, the migration cannot connect to the database "
                + $"without it: azd env set {SetVariable} ADDRESS");
        }
        else if (address == Hook.Optional(FoundVariable))
        {
            Console.WriteLine($"   {address}, as before");
        }
        else
        {
            await AzdEnvironment.SetAsync(FoundVariable, address);
        }
    }

    private static async Task<(string? Address, string Why)> AskAsync(string service)
    {
        using var client = new HttpClient { Timeout = Timeout };
        try
        {
            string answer = (await client.GetStringAsync(service)).Trim();
            return IPAddress.TryParse(answer, out var address) && address.AddressFamily == AddressFamily.InterNetwork
                ? (address.ToString(), "")
                : (null, "the answer is not an IPv4 address");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return (null, failure.Message);
        }
    }
}
