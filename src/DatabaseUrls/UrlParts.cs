namespace Lectern.DatabaseUrls;

/// <summary>The encoded parts of a URL after <c>scheme://</c>. A part is null if its delimiter is missing.</summary>
internal sealed record UrlParts(string? User, string? Password, string Hosts, string Ports, string? Path, string Query)
{
    /// <summary>Splits as libpq does: the first @ before any / ends the user and password.</summary>
    /// <param name="rest">The text after <c>://</c>.</param>
    /// <returns>The parts.</returns>
    public static UrlParts Split(string rest)
    {
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        int at = rest.IndexOf('@', StringComparison.Ordinal);
        string? user = null;
        string? password = null;
        if (at >= 0 && (slash < 0 || at < slash))
        {
            string userInfo = rest[..at];
            int colon = userInfo.IndexOf(':', StringComparison.Ordinal);
            user = colon < 0 ? userInfo : userInfo[..colon];
            password = colon < 0 ? null : userInfo[(colon + 1)..];
            rest = rest[(at + 1)..];
        }

        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        slash = rest.IndexOf('/', StringComparison.Ordinal);
        string? path = slash < 0 ? null : rest[(slash + 1)..];
        string authority = slash < 0 ? rest : rest[..slash];

        if (authority.Contains('@', StringComparison.Ordinal) || path?.Contains('@', StringComparison.Ordinal) is true)
        {
            throw UnencodedCharacter();
        }

        var (hosts, ports) = SplitHosts(authority);
        return new UrlParts(user, password, hosts, ports, path, query).CheckQuery();
    }

    /// <summary>
    /// An @ in a malformed parameter may be the end of a password that an unencoded ?, / or @ has cut. It is refused
    /// before a part of the password is read as a port or a name.
    /// </summary>
    /// <returns>These parts.</returns>
    public UrlParts CheckQuery() => HoldsStrayAt(Query) ? throw UnencodedCharacter() : this;

    /// <summary>Name and value of each part of a query, still encoded.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        foreach (string part in Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
        }
    }

    private static (string Hosts, string Ports) SplitHosts(string authority)
    {
        var names = new List<string>();
        var ports = new List<string>();
        foreach (string host in authority.Split(','))
        {
            int closing = host.LastIndexOf(']');
            int colon = host.IndexOf(':', closing + 1);
            string name = colon < 0 ? host : host[..colon];
            bool bracketed = name.StartsWith('[') && name.EndsWith(']');
            if (name.AsSpan().IndexOfAny('[', ']') >= 0 && !bracketed)
            {
                throw new DatabaseUrlException(
                    UrlMistakeKind.InvalidHost,
                    "The brackets around a host do not match.",
                    "Write an IPv6 address as [::1]:5432, and encode [ and ] in a password as %5B and %5D.");
            }

            names.Add(name);
            ports.Add(colon < 0 ? "" : host[(colon + 1)..]);
        }

        return (string.Join(',', names), string.Join(',', ports));
    }

    private static bool HoldsStrayAt(string query) => query.Split('&').Any(part =>
        part.Contains('@', StringComparison.Ordinal)
        && UrlParameters.Find(part.Split('=')[0]) is null
        && part.Split('=')[0] is not ("user" or "password" or "host" or "dbname" or "database"));

    private static DatabaseUrlException UnencodedCharacter() => new(
        UrlMistakeKind.UnencodedCharacter,
        "The URL has an @ where none can be: a user or password before it holds a character that ends it.",
        "Percent-encode them: @ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25.");
}
