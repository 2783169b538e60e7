using System.Buffers;

namespace Lectern.Functions.Http;

/// <summary>The hosts at which callers reach the API: those of GATEWAY_HOSTS.</summary>
public sealed record GatewayHosts(IReadOnlyList<string> Names)
{
    private const string Setting = "GATEWAY_HOSTS";
    private static readonly SearchValues<char> OtherParts = SearchValues.Create("/?#@\\ \t");

    /// <exception cref="InvalidOperationException">The setting has something that is not a host.</exception>
    public static GatewayHosts Read(IConfiguration configuration)
    {
        string[] hosts = (configuration[Setting] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(hosts, host => !IsHost(host)) is { } wrong
            ? throw new InvalidOperationException(
                $"{Setting} has '{wrong}', which is not a host. Write hosts as api.school.example or localhost:8443, "
                + "without a scheme and a path, separated by commas.")
            : new(hosts);
    }

    public bool Has(string? host) => Names.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text is a host, perhaps with a port, as in a URL.</summary>
    public static bool IsHost(string? text) =>
        !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAny(OtherParts)
        && Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var url)
        && Uri.CheckHostName(url.Host) != UriHostNameType.Unknown;
}
