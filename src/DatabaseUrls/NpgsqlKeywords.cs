using System.Collections.Frozen;
using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Lectern.DatabaseUrls;

/// <summary>Npgsql's keywords. The list of keywords, synonyms and values comes from Npgsql itself.</summary>
internal static class NpgsqlKeywords
{
    private static readonly NpgsqlConnectionStringBuilder Known = [];

    private static readonly FrozenDictionary<string, string> DisplayNames = typeof(NpgsqlConnectionStringBuilder)
        .GetProperties()
        .Select(property => property.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName)
        .OfType<string>()
        .ToFrozenDictionary(UrlParameters.Fold);

    public static bool IsKnown(string keyword) =>
        Known.ContainsKey(keyword) || UrlParameters.Find(keyword) is not null;

    public static DatabaseUrl Read(string text, bool strict)
    {
        var draft = new UrlDraft(Driver.Npgsql, strict);
        string hosts = "";
        foreach (var (keyword, value) in Split(text))
        {
            switch (Known.ContainsKey(keyword) ? Canonical(keyword) : keyword)
            {
                case "Host":
                    hosts = value;
                    break;
                case "Port":
                    draft.Ports = value;
                    break;
                case "Database":
                    draft.Database = value;
                    break;
                case "Username":
                    draft.User = value;
                    break;
                case "Password":
                    draft.Set("password", value);
                    break;
                case var name:
                    Set(draft, name, value);
                    break;
            }
        }

        (draft.Hosts, draft.Ports) = NpgsqlHosts.Split(hosts, draft.Ports);
        return draft.Finish();
    }

    public static string Write(DatabaseUrl url, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        NpgsqlHosts.Write(builder, url.Hosts);
        builder.Database = url.Database;
        builder.Username = url.User;
        builder.Password = url.Password;
        foreach (var (name, value) in parameters)
        {
            SetChecked(builder, name, value);
        }

        // Npgsql 10 prefers GSS; without a Kerberos library, each connection would first throw an exception internally.
        builder.GssEncryptionMode = GssEncryptionMode.Disable;
        CheckLineFeeds(builder);
        return builder.ConnectionString;
    }

    // .NET's builder does not quote a value whose only blank is a final line feed, and loses it on reading. Quoting
    // it here does not help, because Npgsql parses and writes the text again before it connects.
    private static void CheckLineFeeds(NpgsqlConnectionStringBuilder builder)
    {
        if (builder.Values.Cast<object?>().Any(value => value is string text && text.EndsWith('\n')))
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.UnsupportedByDriver,
                "Npgsql loses a line feed at the end of a name, password or value.",
                "Take it out: it may have come with a file that the value was read from.");
        }
    }

    private static void Set(UrlDraft draft, string name, string value)
    {
        if (UrlParameters.Find(name) is null && Known.ContainsKey(name))
        {
            var builder = new NpgsqlConnectionStringBuilder();
            SetChecked(builder, name, value);
            draft.SetNpgsql(name, Convert.ToString(builder[name], CultureInfo.InvariantCulture)!);
        }
        else if (name != "GSS Encryption Mode" || !value.Equals("disable", StringComparison.OrdinalIgnoreCase))
        {
            // This project always writes GSS Encryption Mode=Disable, so it is not a parameter of the URL.
            draft.Set(name, value);
        }
    }

    private static IEnumerable<(string Keyword, string Value)> Split(string text)
    {
        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.MalformedKeywords,
                "A keyword has no value, or a quote is not closed.",
                "Write Host=…;Database=…;Username=…;Password=\"…\"; within the quotes \" is written twice.");
        }

        return builder.Keys.Cast<string>().Select(keyword => (keyword, (string)builder[keyword]));
    }

    /// <summary>The keyword for a synonym such as UID: Npgsql stores each value under its canonical name.</summary>
    private static string Canonical(string keyword) =>
        DisplayNames.GetValueOrDefault(UrlParameters.Fold(keyword))
        ?? new NpgsqlConnectionStringBuilder { [keyword] = "1" }.Keys.Cast<string>().Single();

    private static void SetChecked(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            builder[name] = value;
        }
        catch (ArgumentException)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.InvalidValue,
                $"Npgsql does not take the value of {name}.",
                "Write a value from Npgsql's page of connection string parameters.");
        }
    }
}
