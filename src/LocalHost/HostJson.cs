using System.Text.Json;

namespace Lectern.LocalHost;

/// <summary>
/// What LocalHost reads of the Functions host's <c>host.json</c>, so that routes are the same on both.
/// </summary>
public static class HostJson
{
    private const string DefaultRoutePrefix = "api";

    /// <summary>The route prefix: <c>extensions.http.routePrefix</c>, which may be empty.</summary>
    public static string RoutePrefix { get; } = Read(System.IO.Path.Combine(AppContext.BaseDirectory, "host.json"));

    /// <summary>The path of a function's route.</summary>
    public static string Path(string route) => RoutePrefix.Length == 0 ? $"/{route}" : $"/{RoutePrefix}/{route}";

    private static string Read(string file)
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(file));
        var element = host.RootElement;
        foreach (string name in new[] { "extensions", "http", "routePrefix" })
        {
            if (!element.TryGetProperty(name, out element))
            {
                return DefaultRoutePrefix;
            }
        }

        return element.GetString() ?? DefaultRoutePrefix;
    }
}
