namespace Lectern.DatabaseUrls;

/// <summary>
/// SQLAlchemy's URL (sqlalchemy.engine.url): user and password are percent-encoded; in the query a plus is a space;
/// several hosts and sockets are in the query as host=a,b&amp;port=1,2.
/// </summary>
internal static class SqlAlchemyUrl
{
    private const string SocketParameter = "unix_sock";
    private const string SocketFile = "/.s.PGSQL.";

    public static DatabaseUrl Read(DriverFacts driver, string rest, bool strict)
    {
        var parts = UrlParts.Split(rest);
        var draft = new UrlDraft(driver.Driver, strict)
        {
            User = parts.User is null ? null : PercentEncoding.Decode(parts.User),
            Password = parts.Password is null ? null : PercentEncoding.Decode(parts.Password),
            Hosts = parts.Hosts,
            Ports = PercentEncoding.Decode(parts.Ports),
            Database = parts.Path is null ? null : PercentEncoding.Decode(parts.Path),
        };
        if (parts.Hosts.AsSpan().IndexOfAny(',', '%') >= 0)
        {
            draft.Tolerate(
                "SQLAlchemy reads neither several hosts nor an encoded one between :// and the next /.",
                "Write ?host=a,b&port=5432,5433, or ?host=/path of the socket.");
            draft.Hosts = PercentEncoding.Decode(parts.Hosts);
        }

        ReadQuery(draft, driver, parts);
        return draft.Finish();
    }

    public static string Write(
        DatabaseUrl url, DriverFacts driver, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var query = new List<(string Name, string Value)>();
        string database = url.Database is null ? "" : "/" + url.Database;
        if (url.Database is not null && PercentEncoding.Encode(url.Database) != url.Database)
        {
            // Before 2.1 SQLAlchemy did not decode the path; a parameter is decoded by every version.
            database = "/";
            query.Add((driver.Dialect is Dialect.Libpq ? "dbname" : "database", url.Database));
        }

        string authority = WriteHosts(url, driver, query);
        query.AddRange(parameters);
        return $"{driver.Scheme}://{LibpqUri.WriteUserInfo(url)}{authority}{database}{LibpqUri.WriteQuery(query)}";
    }

    private static void ReadQuery(UrlDraft draft, DriverFacts driver, UrlParts parts)
    {
        var hosts = new List<string>();
        foreach (var (encodedName, encodedValue) in parts.Parameters())
        {
            string name = PercentEncoding.DecodeForm(encodedName);
            string value = PercentEncoding.DecodeForm(encodedValue);
            if (name == "host")
            {
                hosts.Add(value);
            }
            else if (name == SocketParameter && driver.Dialect is Dialect.Pg8000)
            {
                ReadSocket(draft, value);
            }
            else
            {
                draft.Set(name == "database" ? "dbname" : name, value);
            }
        }

        SetHosts(draft, hosts);
    }

    // host=a,b&port=1,2 or host=a:1&host=b:2, not both (SQLAlchemy, "Specifying multiple fallback hosts").
    private static void SetHosts(UrlDraft draft, List<string> hosts)
    {
        if (hosts is [var list] && (draft.Ports.Length > 0 || !list.Contains(':', StringComparison.Ordinal)
            || list.Contains(',', StringComparison.Ordinal)))
        {
            draft.Hosts = list;
        }
        else if (hosts.Count > 0)
        {
            (draft.Hosts, draft.Ports) = NpgsqlHosts.Split(string.Join(',', hosts), "");
        }
    }

    private static void ReadSocket(UrlDraft draft, string path)
    {
        int end = path.LastIndexOf(SocketFile, StringComparison.Ordinal);
        if (end <= 0 || path.AsSpan(end + SocketFile.Length).IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.InvalidValue,
                $"The value of {SocketParameter} is not the file of a PostgreSQL socket.",
                "Write unix_sock=/var/run/postgresql/.s.PGSQL.5432.");
        }

        (draft.Hosts, draft.Ports) = (path[..end], path[(end + SocketFile.Length)..]);
    }

    private static string WriteHosts(DatabaseUrl url, DriverFacts driver, List<(string Name, string Value)> query)
    {
        switch (url.Hosts)
        {
            case []:
                return "";
            case [{ IsSocket: true } socket] when driver.Dialect is Dialect.Pg8000:
                query.Add((SocketParameter, $"{socket.Name}{SocketFile}{socket.Port ?? DatabaseHost.DefaultPort}"));
                return "";
            case [var host] when HostRules.IsPlain(host):
                return JdbcUrl.WriteHost(host); // Not decoded either, so not encoded.
        }

        query.Add(("host", string.Join(',', url.Hosts.Select(host => host.Name))));
        // asyncpg's dialect requires all ports or none (PGDialect_asyncpg.create_connect_args); libpq accepts gaps.
        int? defaultPort =
            driver.Dialect is Dialect.Asyncpg && url.Hosts.Length > 1 ? DatabaseHost.DefaultPort : null;
        if (defaultPort is not null || url.Hosts.Any(host => host.Port is not null))
        {
            query.Add(("port", string.Join(',', url.Hosts.Select(host => host.Port ?? defaultPort))));
        }

        return "";
    }
}
