using System.Text.RegularExpressions;

namespace Lectern.DatabaseUrls;

/// <summary>MySQL and SQLite URLs of SQLAlchemy. Only their driver can be changed.</summary>
internal static partial class UntouchedUrl
{
    public static DatabaseUrl Read(DriverFacts driver, string rest) =>
        new() { Driver = driver.Driver, Untouched = rest };

    public static string Write(DatabaseUrl url, DriverFacts driver) => $"{driver.Scheme}://{url.Untouched}";

    /// <summary>Hides from the first colon to the last @, even if wrongly encoded, and from a pass…= on.</summary>
    public static string Hide(string rest)
    {
        int at = rest.LastIndexOf('@');
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        string shown = colon >= 0 && colon < at ? $"{rest[..(colon + 1)]}{DatabaseUrl.Hidden}{rest[at..]}" : rest;
        return SecretParameter().Replace(shown, "$1" + DatabaseUrl.Hidden);
    }

    [GeneratedRegex(
        "([?&][^=&]*(?:pass|pwd|secret|token)[^=&]*=).*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretParameter();
}
