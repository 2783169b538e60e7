using System.Buffers;

namespace Lectern.DatabaseUrls;

/// <summary>Checks that a driver can reach the hosts.</summary>
internal static class HostRules
{
    private static readonly SearchValues<char> Unwritable = SearchValues.Create(",\0");

    // If host names are not decoded, they must not contain a character that ends one.
    private static readonly SearchValues<char> NotPlain = SearchValues.Create(",/?#[]@%& \t\r\n\0");

    /// <summary>Can it be in a URL without encoding?</summary>
    public static bool IsPlain(DatabaseHost host) => host.Name.AsSpan().IndexOfAny(NotPlain) < 0;

    public static void Check(DatabaseUrl url, DriverFacts driver)
    {
        UrlText.CheckCharacters($"{url.User}{url.Password}{url.Database}");
        foreach (var host in url.Hosts)
        {
            Check(host, driver);
        }

        if (url.Hosts.Length > 1 && driver.Driver is Driver.Pg8000)
        {
            throw Unsupported("pg8000 connects to one host.", "Name one host, or ask for psycopg.");
        }

        if (url.Hosts.Length > 1 && driver.Driver is Driver.Asyncpg && url.Hosts.Any(host => host.Name.Length == 0))
        {
            throw Unsupported(
                "With several hosts, asyncpg needs the name of each.", "Name the empty host, for example localhost.");
        }
    }

    private static void Check(DatabaseHost host, DriverFacts driver)
    {
        if (host.IsSocket && driver.Driver is Driver.Jdbc)
        {
            throw Unsupported(
                "pgjdbc connects by TCP; the URL names a Unix socket.",
                "Name a host, or give pgjdbc a socketFactory in code.");
        }

        if (host.Name.StartsWith('@') && driver.Dialect is Dialect.Asyncpg or Dialect.Pg8000)
        {
            throw Unsupported(
                $"{driver.Name} does not open abstract sockets.", "Name the socket's directory or a host.");
        }

        if (host.Name.AsSpan().IndexOfAny(Unwritable) >= 0 || (driver.Driver is Driver.Jdbc && !IsPlain(host)))
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.InvalidHost,
                $"A host has a character that {driver.Name} cannot be given.",
                "Write a DNS name or an address.");
        }
    }

    private static DatabaseUrlException Unsupported(string problem, string remedy) =>
        new(UrlMistakeKind.UnsupportedByDriver, problem, remedy);
}
