using Microsoft.AspNetCore.Http.Extensions;

namespace Lectern.Functions.Http;

/// <summary>Absolute links, so that callers never build URLs.</summary>
public static class Links
{
    public static string To(HttpRequest list, Guid id) =>
        UriHelper.BuildAbsolute(list.Scheme, list.Host, list.PathBase, list.Path.Add($"/{id}"));

    public static string Self(HttpRequest request, QueryString query) =>
        UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, query);

    /// <summary>For a request to the route prefix.</summary>
    public static string Index(HttpRequest prefix) => UriHelper.BuildAbsolute(
        prefix.Scheme, prefix.Host, prefix.PathBase, $"{prefix.Path.Value?.TrimEnd('/')}/about");

    public static string Sibling(HttpRequest request, string name)
    {
        string path = request.Path.Value ?? "/";
        return UriHelper.BuildAbsolute(
            request.Scheme, request.Host, request.PathBase, $"{path[..path.LastIndexOf('/')]}/{name}");
    }
}
