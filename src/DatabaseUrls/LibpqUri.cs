using System.Text;

namespace Lectern.DatabaseUrls;

/// <summary>
/// libpq's URI (manual 34.1.1.2 "Connection URIs"). A plus is a plus; a later parameter overrides an earlier one.
/// </summary>
internal static class LibpqUri
{
    public static DatabaseUrl Read(string rest, bool strict)
    {
        var parts = UrlParts.Split(rest);
        var draft = new UrlDraft(Driver.Libpq, strict)
        {
            User = parts.User is null ? null : PercentEncoding.Decode(parts.User),
            Password = parts.Password is null ? null : PercentEncoding.Decode(parts.Password),
            Hosts = PercentEncoding.Decode(parts.Hosts),
            Ports = PercentEncoding.Decode(parts.Ports),
            Database = parts.Path is null ? null : PercentEncoding.Decode(parts.Path),
        };
        foreach (var (name, value) in parts.Parameters())
        {
            if (value.Contains('=', StringComparison.Ordinal))
            {
                draft.Tolerate(
                    "libpq takes no = within a value.", "Write %3D for it, as in options=-csearch_path%3Da.");
            }

            draft.Set(PercentEncoding.Decode(name), PercentEncoding.Decode(value));
        }

        return draft.Finish();
    }

    public static string Write(DatabaseUrl url, IReadOnlyList<(string Name, string Value)> parameters, string scheme)
    {
        var text = new StringBuilder($"{scheme}://");
        text.Append(WriteUserInfo(url));
        text.AppendJoin(',', url.Hosts.Select(host => WriteHost(host)));
        text.Append(url.Database is null ? "" : "/" + PercentEncoding.Encode(url.Database));
        return text.Append(WriteQuery(parameters)).ToString();
    }

    /// <summary><c>user:password@</c>, or the part of it that is given.</summary>
    public static string WriteUserInfo(DatabaseUrl url)
    {
        string user = PercentEncoding.Encode(url.User ?? "");
        string password = url.Password is null ? "" : ":" + PercentEncoding.Encode(url.Password);
        return user.Length + password.Length == 0 ? "" : $"{user}{password}@";
    }

    /// <summary><c>?name=value&amp;…</c>, encoded so that it is the same if a plus is read as a space.</summary>
    public static string WriteQuery(IReadOnlyList<(string Name, string Value)> parameters) =>
        parameters.Count == 0
            ? ""
            : "?" + string.Join('&', parameters.Select(pair =>
                $"{PercentEncoding.Encode(pair.Name)}={PercentEncoding.Encode(pair.Value)}"));

    private static string WriteHost(DatabaseHost host)
    {
        string name = host.IsIPv6
            ? $"[{PercentEncoding.Encode(host.Name).Replace("%3A", ":", StringComparison.Ordinal)}]"
            : PercentEncoding.Encode(host.Name);
        return host.Port is null ? name : $"{name}:{host.Port}";
    }
}
