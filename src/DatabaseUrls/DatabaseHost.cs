using System.Net;

namespace Lectern.DatabaseUrls;

/// <summary>One server of a URL.</summary>
/// <param name="Name">
/// A DNS name, an address (IPv6 without brackets) or, when it begins with <c>/</c> or <c>@</c>, the directory of a Unix
/// socket. Empty means the driver's default.
/// </param>
/// <param name="Port">1 to 65535; null means the driver's default, 5432.</param>
public readonly record struct DatabaseHost(string Name, int? Port = null)
{
    /// <summary>PostgreSQL's default port.</summary>
    public const int DefaultPort = 5432;

    /// <summary>The largest port of TCP.</summary>
    public const int MaxPort = 65535;

    /// <summary>Is it a Unix socket (libpq manual, "host")?</summary>
    public bool IsSocket => Name.StartsWith('/') || Name.StartsWith('@');

    /// <summary>Is it this machine: a socket, an empty name, localhost or a loopback address?</summary>
    public bool IsLocal => IsSocket || Name is "" or "localhost"
        || IPAddress.TryParse(Name, out var address) && IPAddress.IsLoopback(address);

    internal bool IsIPv6 => !IsSocket && Name.Contains(':', StringComparison.Ordinal);
}
