using System.Buffers;
using System.Text.RegularExpressions;

namespace Lectern.DatabaseUrls;

/// <summary>Distinguishes Npgsql's keywords from libpq's: <c>Host=a;Port=1</c> from <c>host=a port=1</c>.</summary>
internal static partial class KeywordForm
{
    private static readonly SearchValues<char> NpgsqlOnly = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ ");

    public static bool IsNpgsql(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.UnknownFormat,
                "The connection string is neither a URL nor keywords.",
                "Write postgresql://user:password@host:5432/database.");
        }

        // libpq's keywords are lower case and one word each.
        if (text.AsSpan(0, equals).TrimEnd().IndexOfAny(NpgsqlOnly) >= 0)
        {
            return true;
        }

        if (!text.Contains(';', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            // libpq accepts a semicolon in a value. Before a keyword of Npgsql, or after a single pair, it is Npgsql's.
            var pairs = LibpqKeywordLexer.Split(text);
            return pairs.Any(pair => !pair.Quoted && HoldsKeyword(pair.Value))
                || (pairs is [{ Quoted: false } alone] && alone.Value.EndsWith(';'));
        }
        catch (DatabaseUrlException)
        {
            return HoldsKeyword(text);
        }
    }

    private static bool HoldsKeyword(string value) =>
        NextKeyword().Matches(value).Any(match => NpgsqlKeywords.IsKnown(match.Groups[1].Value));

    [GeneratedRegex(@";\s*([^=;]+?)\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex NextKeyword();
}
