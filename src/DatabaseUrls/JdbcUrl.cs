namespace Lectern.DatabaseUrls;

/// <summary>
/// pgjdbc's URL (org.postgresql.Driver.parseURL): no user or password before the host, host names without encoding,
/// database and values decoded by URLDecoder, which reads a plus as a space.
/// </summary>
internal static class JdbcUrl
{
    private const string Prefix = "jdbc:postgresql:";

    public static DatabaseUrl Read(string text, bool strict)
    {
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.UnknownScheme,
                "The JDBC URL is not one of PostgreSQL's driver.",
                $"Write {Prefix}//host:5432/database?user=….");
        }

        int question = text.IndexOf('?', StringComparison.Ordinal);
        string server = question < 0 ? text[Prefix.Length..] : text[Prefix.Length..question];
        if (server.Contains('@', StringComparison.Ordinal))
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.UnencodedCharacter,
                "A JDBC URL has an @ before its parameters, where neither user nor password can stand.",
                $"Write {Prefix}//host:5432/database?user=…&password=…, an @ in a database's name as %40.");
        }

        var parts = (Split(server) with { Query = question < 0 ? "" : text[(question + 1)..] }).CheckQuery();
        var draft = new UrlDraft(Driver.Jdbc, strict)
        {
            Hosts = parts.Hosts,
            Ports = parts.Ports,
            Database = PercentEncoding.DecodeForm(parts.Path ?? ""),
        };
        ReadQuery(draft, parts);
        return draft.Finish();
    }

    public static string Write(DatabaseUrl url, IReadOnlyList<(string Name, string Value)> parameters)
    {
        string database = PercentEncoding.Encode(url.Database ?? "");
        string hosts = string.Join(',', url.Hosts.Select(WriteHost));
        var pairs = new List<(string, string)>();
        pairs.AddRange(url.User is null ? [] : [("user", url.User)]);
        pairs.AddRange(url.Password is null ? [] : [("password", url.Password)]);
        string server = url.Hosts switch
        {
            [] when database.Length > 0 => database,
            [] => "//",
            _ => $"//{hosts}/{database}",
        };
        return Prefix + server + LibpqUri.WriteQuery([.. pairs, .. parameters]);
    }

    /// <summary>A host without encoding, and its port.</summary>
    public static string WriteHost(DatabaseHost host)
    {
        string name = host.IsIPv6 ? $"[{host.Name}]" : host.Name;
        return host.Port is null ? name : $"{name}:{host.Port}";
    }

    // jdbc:postgresql:database, jdbc:postgresql:/, jdbc:postgresql://host:port/database
    private static UrlParts Split(string server) => server switch
    {
        ['/', '/', .. var rest] => UrlParts.Split(rest),
        "/" => UrlParts.Split(""),
        _ => UrlParts.Split("") with { Path = server },
    };

    private static void ReadQuery(UrlDraft draft, UrlParts parts)
    {
        bool ssl = false;
        foreach (var (name, encodedValue) in parts.Parameters())
        {
            string value = PercentEncoding.DecodeForm(encodedValue);
            if (name == "ssl")
            {
                ssl = value.Length == 0 || value.Equals("true", StringComparison.OrdinalIgnoreCase);
            }
            else
            {
                draft.Set(name, value);
            }
        }

        // pgjdbc: ssl=true alone verifies the certificate and the host; with sslmode it has no effect.
        if (ssl && !draft.Has(UrlParameters.SslMode))
        {
            draft.Set(UrlParameters.SslMode, "verify-full");
        }
    }
}
