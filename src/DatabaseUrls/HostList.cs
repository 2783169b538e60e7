using System.Collections.Immutable;
using System.Globalization;

namespace Lectern.DatabaseUrls;

/// <summary>libpq's two lists, hosts and ports (libpq manual 34.1.1.3 "Specifying Multiple Hosts").</summary>
internal static class HostList
{
    /// <summary>Combines hosts and ports: one port is for all hosts, an empty one is the default.</summary>
    public static ImmutableArray<DatabaseHost> Combine(string hosts, string ports)
    {
        string[] names = hosts.Split(',');
        string[] numbers = ports.Split(',');
        if (names.Length > DatabaseUrl.MaxHosts)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.TooLong, $"There are more than {DatabaseUrl.MaxHosts} hosts.", "Name fewer.");
        }

        if (numbers.Length != 1 && numbers.Length != names.Length)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.InvalidPort,
                $"There are {names.Length} hosts and {numbers.Length} ports.",
                "Give one port for all hosts, or one for each.");
        }

        ImmutableArray<DatabaseHost> list =
        [
            .. names.Select((name, i) =>
                new DatabaseHost(ParseName(name.Trim()), ParsePort(numbers[numbers.Length == 1 ? 0 : i]))),
        ];
        return list is [{ Name: "", Port: null }] ? [] : list;
    }

    // A host with a blank or = comes from "host=db password=…" parsed as Npgsql keywords, so it must not be shown.
    private static string ParseName(string name) =>
        name is ['[', .. var address, ']'] ? ParseName(address)
        : new DatabaseHost(name).IsSocket || !name.Any(c => char.IsWhiteSpace(c) || c is '=') ? name
        : throw new DatabaseUrlException(
            UrlMistakeKind.InvalidHost,
            "A host holds a blank or an equals sign.",
            "Write host=… port=… for libpq or Host=…;Port=… for Npgsql, not a mixture.");

    private static int? ParsePort(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= DatabaseHost.MaxPort
            ? port
            : throw new DatabaseUrlException(
                UrlMistakeKind.InvalidPort,
                $"The port is not a number from 1 to {DatabaseHost.MaxPort}.",
                "Write host:5432, or leave it out; a : in a password is written %3A and a / is written %2F.");
    }
}
