namespace Lectern.DatabaseUrls;

/// <summary>The requirements of a purpose for the URL and the driver.</summary>
internal static class PurposeRules
{
    public static void Check(DatabaseUrl url, DriverFacts driver, Purpose purpose)
    {
        if (purpose is Purpose.Application && !driver.Async)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.PurposeMismatch,
                $"{driver.Name} is synchronous; an application must be asynchronous.",
                $"Ask for {Pair(driver)}.");
        }

        if (purpose is Purpose.Migration && !driver.Sync)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.PurposeMismatch,
                $"{driver.Name} is asynchronous; migrations must be synchronous.",
                $"Ask for {Pair(driver)}.");
        }

        if (purpose is Purpose.Migration && url.IsPooled)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.PurposeMismatch,
                "The URL goes through PgBouncer (pgbouncer=true), which keeps no session locks between transactions.",
                "Give migrations the server's own address, without pgbouncer=true.");
        }
    }

    /// <summary>Adds the parameters of a purpose to the URL.</summary>
    public static DatabaseUrl Apply(DatabaseUrl url, DriverFacts driver, Purpose purpose)
    {
        if (purpose is not Purpose.Migration)
        {
            return url;
        }

        var parameters = url.Parameters;
        if (url.Hosts.Length > 1 && !parameters.ContainsKey(UrlParameters.TargetSessionAttrs))
        {
            // Only the primary can change the schema.
            parameters = parameters.Add(UrlParameters.TargetSessionAttrs, "primary");
        }

        // One unpooled connection: session locks must not outlive the job in a pool.
        parameters = driver.Driver is Driver.Npgsql ? parameters.SetItem("Pooling", "False") : parameters;
        return url with { Parameters = parameters };
    }

    private static string Pair(DriverFacts driver) => driver.Engine switch
    {
        Engine.MySql => driver.Async ? "pymysql" : "asyncmy or aiomysql",
        Engine.Sqlite => driver.Async ? "sqlite" : "aiosqlite",
        _ => driver.Async ? "psycopg, psycopg2 or pg8000" : "asyncpg, psycopg or psycopg_async",
    };
}
