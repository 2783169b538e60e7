namespace Lectern.DatabaseUrls.Tests;

internal static class Conversion
{
    /// <summary>The text for a driver, or <c>error Kind</c>.</summary>
    public static string Of(string from, string driver, Purpose purpose = Purpose.Any, bool strict = false)
    {
        if (!Drivers.TryParse(driver, out var target))
        {
            throw new ArgumentException($"No driver {driver}.", nameof(driver));
        }

        try
        {
            var options = new RenderOptions { Purpose = purpose, Strict = strict };
            return DatabaseUrl.Parse(from, strict).Render(target, options);
        }
        catch (DatabaseUrlException exception)
        {
            return $"error {exception.Kind}";
        }
    }
}
