namespace Lectern.DatabaseUrls;

/// <summary>Writes a URL for a driver. It first refuses what the driver does not support.</summary>
internal static class UrlWriter
{
    public static UrlRendering Write(DatabaseUrl url, DriverFacts driver, RenderOptions options)
    {
        CheckEngine(url, driver);
        PurposeRules.Check(url, driver, options.Purpose);
        url = options.HidePassword ? UrlDisplay.Hide(url) : url;
        if (url.Untouched is not null)
        {
            return new UrlRendering(UntouchedUrl.Write(url, driver), []);
        }

        url = PurposeRules.Apply(url, driver, options.Purpose);
        HostRules.Check(url, driver);
        var load = new UrlLoad(driver, options.Strict);
        load.Take(url);
        string text = driver.Driver switch
        {
            Driver.Npgsql => NpgsqlKeywords.Write(url, load.Parameters),
            Driver.Libpq => LibpqUri.Write(url, load.Parameters, driver.Scheme!),
            Driver.LibpqKeywords => LibpqKeywords.Write(url, load.Parameters),
            Driver.Jdbc => JdbcUrl.Write(url, load.Parameters),
            _ => SqlAlchemyUrl.Write(url, driver, load.Parameters),
        };
        return new UrlRendering(text, [.. load.Notes]);
    }

    private static void CheckEngine(DatabaseUrl url, DriverFacts driver)
    {
        var engine = Drivers.Of(url.Driver).Engine;
        if (engine != driver.Engine)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.DriverMismatch,
                $"The URL is of a {engine} database; {driver.Name} opens {driver.Engine} only.",
                driver.Engine is Engine.PostgreSql
                    ? "Give a postgresql:// URL."
                    : $"Give a {driver.Scheme}:// URL, or ask for a driver of {engine}.");
        }
    }
}
