using System.Globalization;
using Npgsql;

namespace Lectern.DatabaseUrls;

/// <summary>Npgsql's hosts: <c>Host=a;Port=1</c> or, for several, <c>Host=a:1,b:2,[::1]:3</c>.</summary>
internal static class NpgsqlHosts
{
    /// <summary>Splits as Npgsql does; <paramref name="port"/> is for hosts without a port.</summary>
    public static (string Names, string Ports) Split(string hosts, string port)
    {
        var names = new List<string>();
        var ports = new List<string>();
        foreach (string host in hosts.Split(','))
        {
            int colon = host.LastIndexOf(':');
            bool isPort = colon >= 0
                && (host.IndexOf(':', StringComparison.Ordinal) == colon || (colon > 0 && host[colon - 1] == ']'));
            names.Add(isPort ? host[..colon] : host);
            ports.Add(isPort ? host[(colon + 1)..] : port);
        }

        return (string.Join(',', names), string.Join(',', ports));
    }

    public static void Write(NpgsqlConnectionStringBuilder builder, IReadOnlyList<DatabaseHost> hosts)
    {
        switch (hosts)
        {
            case []:
                builder.Host = "localhost"; // Npgsql has no default of its own.
                break;
            case [var host]:
                builder.Host = host.Name.Length == 0 ? "localhost" : host.Name;
                if (host.Port is { } port)
                {
                    builder.Port = port;
                }

                break;
            default:
                builder.Host = string.Join(',', hosts.Select(Write));
                break;
        }
    }

    private static string Write(DatabaseHost host)
    {
        string name = host.Name.Length == 0 ? "localhost" : host.IsIPv6 ? $"[{host.Name}]" : host.Name;
        return host.Port is { } port ? name + ":" + port.ToString(CultureInfo.InvariantCulture) : name;
    }
}
