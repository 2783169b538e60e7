using System.Text;

namespace Lectern.DatabaseUrls;

/// <summary>libpq's keywords (manual 34.1.1.1 "Keyword/Value Connection Strings").</summary>
internal static class LibpqKeywords
{
    public static DatabaseUrl Read(string text, bool strict)
    {
        var draft = new UrlDraft(Driver.LibpqKeywords, strict);
        foreach (var (name, value, _) in LibpqKeywordLexer.Split(text))
        {
            draft.Set(name, value);
        }

        return draft.Finish();
    }

    public static string Write(DatabaseUrl url, IReadOnlyList<(string Name, string Value)> parameters)
    {
        string ports = string.Join(',', url.Hosts.Select(host => host.Port));
        var pairs = new List<(string Name, string? Value)>
        {
            ("host", string.Join(',', url.Hosts.Select(host => host.Name))),
            ("port", url.Hosts.Any(host => host.Port is not null) ? ports : null),
            ("dbname", url.Database),
            ("user", url.User),
            ("password", url.Password),
        };
        return string.Join(' ', pairs
            .Concat(parameters.Select(pair => (pair.Name, Value: (string?)pair.Value)))
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => $"{pair.Name}={Quote(pair.Value!)}"));
    }

    private static string Quote(string value)
    {
        // libpq needs no quotes around a semicolon; with them, the text cannot be taken for Npgsql keywords.
        if (!value.Any(c => LibpqKeywordLexer.IsSpace(c) || c is '\'' or '\\' or ';'))
        {
            return value;
        }

        var quoted = new StringBuilder("'");
        foreach (char c in value)
        {
            quoted.Append(c is '\'' or '\\' ? "\\" : "").Append(c);
        }

        return quoted.Append('\'').ToString();
    }
}
