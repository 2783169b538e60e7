using System.Collections.Immutable;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class RoundTripTests
{
    /// <summary>A test that skips nearly every URL proves nothing.</summary>
    private const double SmallestShareCarried = 0.25;

    public static TheoryData<Driver> PostgreSqlDrivers =>
        [.. Enum.GetValues<Driver>().Where(driver => driver <= Driver.Jdbc)];

    [Theory]
    [MemberData(nameof(PostgreSqlDrivers))]
    public void What_a_dialect_can_carry_comes_back_from_it_unchanged(Driver driver)
    {
        int carried = 0;
        RandomUrls.ForAll(RandomUrls.Urls, url =>
        {
            if (Render(url, driver) is { } text)
            {
                carried++;
                Assert.Equal(Expected(url, driver), DatabaseUrl.Parse(text, strict: true));
            }
        });
        Assert.True(carried > RandomUrls.Count * SmallestShareCarried, $"{driver} carried only {carried}.");
    }

    [Theory]
    [MemberData(nameof(PostgreSqlDrivers))]
    public void A_text_is_told_to_be_of_the_driver_it_was_written_for(Driver driver) =>
        RandomUrls.ForAll(RandomUrls.Urls, url =>
        {
            if (Render(url, driver) is { } text)
            {
                Assert.Equal(driver, DatabaseUrl.Parse(text).Driver);
            }
        }, count: 1000);

    /// <summary>The text; null if the dialect cannot express the URL.</summary>
    private static string? Render(DatabaseUrl url, Driver driver)
    {
        try
        {
            string text = url.Render(driver, new RenderOptions { Strict = true });
            return text.Length == 0 ? null : text; // Without keywords there is nothing to parse.
        }
        catch (DatabaseUrlException exception) when (exception.Mistake.IsDriverMismatch
            || exception.Kind is UrlMistakeKind.InvalidHost)
        {
            return null;
        }
    }

    /// <summary>The few values that a dialect omits because they are its default, or always writes.</summary>
    private static DatabaseUrl Expected(DatabaseUrl url, Driver driver)
    {
        var unsaid = driver switch
        {
            Driver.Npgsql => url.Parameters.Where(pair => pair.Key is "gssencmode"),
            Driver.Asyncpg or Driver.Pg8000 => url.Parameters.Where(pair => IsDefault(pair)
                && !(driver is Driver.Asyncpg && pair.Key is "sslmode" or "target_session_attrs")),
            _ => [],
        };
        return url with
        {
            Hosts = [.. Hosts(url.Hosts, driver)],
            Parameters = url.Parameters.RemoveRange(unsaid.Select(pair => pair.Key)),
        };
    }

    private static IEnumerable<DatabaseHost> Hosts(ImmutableArray<DatabaseHost> hosts, Driver driver) => driver switch
    {
        Driver.Npgsql when hosts.IsEmpty => [new("localhost")],
        Driver.Pg8000 when hosts is [{ IsSocket: true }] => hosts.Select(WithPort),
        Driver.Asyncpg when hosts.Length > 1 => hosts.Select(WithPort),
        _ => hosts,
    };

    private static DatabaseHost WithPort(DatabaseHost host) => host with { Port = host.Port ?? 5432 };

    private static bool IsDefault(KeyValuePair<string, string> pair) => pair is
    { Key: "sslmode", Value: "disable" or "allow" or "prefer" }
        or { Key: "channel_binding" or "gssencmode", Value: "disable" or "prefer" }
        or { Key: "sslnegotiation", Value: "postgres" }
        or { Key: "target_session_attrs", Value: "any" };
}
