using System.Text.Json;

namespace Lectern.LocalHost;

/// <summary>
/// The paths of the functions, with the route prefix of <c>host.json</c>, so that they are the same as on the Functions
/// host.
/// </summary>
public static class FunctionPaths
{
    private const string DefaultRoutePrefix = "api";

    /// <summary>The value of <c>extensions.http.routePrefix</c>; it can be empty.</summary>
    public static string Prefix { get; } = Read(Path.Combine(AppContext.BaseDirectory, "host.json"));

    public static string Of(string route) => Prefix.Length == 0 ? $"/{route}" : $"/{Prefix}/{route}";

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
