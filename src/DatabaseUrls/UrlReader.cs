using System.Buffers;

namespace Lectern.DatabaseUrls;

/// <summary>Recognizes the dialect by the start of the text, and calls its reader.</summary>
internal static class UrlReader
{
    private const string SchemeEnd = "://";
    private const string JdbcPrefix = "jdbc:";

    // RFC 3986 section 3.1, and the _ of psycopg_async.
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-._");

    public static DatabaseUrl Read(string text, bool strict)
    {
        if (text.StartsWith(JdbcPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return JdbcUrl.Read(text, strict);
        }

        int end = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (end >= 0 && text.AsSpan(0, end).IndexOfAnyExcept(SchemeCharacters) < 0)
        {
            return ReadUrl(text[..end].ToLowerInvariant(), text[(end + SchemeEnd.Length)..], strict);
        }

        return KeywordForm.IsNpgsql(text) ? NpgsqlKeywords.Read(text, strict) : LibpqKeywords.Read(text, strict);
    }

    private static DatabaseUrl ReadUrl(string scheme, string rest, bool strict)
    {
        var driver = Drivers.ByScheme(scheme) ?? throw new DatabaseUrlException(
            UrlMistakeKind.UnknownScheme,
            "The URL's scheme names a database or driver that is not known.",
            "Write postgresql:// (psql and all that use libpq), postgresql+asyncpg:// or another of: "
                + $"{string.Join(", ", Drivers.Names)}.");
        if (driver.Engine is not Engine.PostgreSql)
        {
            return UntouchedUrl.Read(driver, rest);
        }

        return driver.Driver is Driver.Libpq
            ? LibpqUri.Read(rest, strict)
            : SqlAlchemyUrl.Read(driver, rest, strict);
    }
}
