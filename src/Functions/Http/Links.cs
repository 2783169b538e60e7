using Microsoft.AspNetCore.Http.Extensions;

namespace Lectern.Functions.Http;

/// <summary>Absolute links, so that a caller never has to put a URL together.</summary>
public static class Links
{
    /// <summary>The link to an item of the list that the request went to.</summary>
    public static string To(HttpRequest list, Guid id) =>
        UriHelper.BuildAbsolute(list.Scheme, list.Host, list.PathBase, list.Path.Add($"/{id}"));

    /// <summary>The request's own path with another query.</summary>
    public static string Self(HttpRequest request, QueryString query) =>
        UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, query);

    /// <summary>The index of the API, for a request to the route prefix.</summary>
    public static string Index(HttpRequest prefix) => UriHelper.BuildAbsolute(
        prefix.Scheme, prefix.Host, prefix.PathBase, $"{prefix.Path.Value?.TrimEnd('/')}/about");

    /// <summary>Another path beside the request's own.</summary>
    public static string Sibling(HttpRequest request, string name)
    {
        string path = request.Path.Value ?? "/";
        return UriHelper.BuildAbsolute(
            request.Scheme, request.Host, request.PathBase, $"{path[..path.LastIndexOf('/')]}/{name}");
    }
}
