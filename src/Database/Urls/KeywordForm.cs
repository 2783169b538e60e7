using System.Text.RegularExpressions;

namespace Lectern.Database;

/// <summary>Tells Npgsql's keywords from libpq's: <c>Host=a;Port=1</c> from <c>host=a port=1</c>.</summary>
internal static partial class KeywordForm
{
    public static bool IsNpgsql(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.UnknownFormat,
                "The connection string is neither a URL nor keywords.",
                "Write postgresql://user:password@host:5432/database.");
        }

        // libpq's keywords are lower case and one word each.
        if (text.AsSpan(0, equals).TrimEnd().IndexOfAny(s_npgsqlOnly) >= 0)
        {
            return true;
        }

        if (!text.Contains(';', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            // libpq reads on past a semicolon; only before a keyword of Npgsql, or at the end, is it Npgsql's.
            return LibpqKeywordLexer.Split(text).Any(pair => !pair.Quoted && HoldsNpgsqlKeyword(pair.Value));
        }
        catch (DatabaseUrlException)
        {
            return true;
        }
    }

    private static readonly System.Buffers.SearchValues<char> s_npgsqlOnly =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ ");

    private static bool HoldsNpgsqlKeyword(string value) =>
        value.EndsWith(';') || NextKeyword().Matches(value).Any(match => NpgsqlKeywords.IsKnown(match.Groups[1].Value));

    [GeneratedRegex(@";\s*([^=;]+?)\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex NextKeyword();
}
