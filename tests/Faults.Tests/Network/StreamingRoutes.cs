using System.Text.Json.Nodes;
using Lectern.Testing;

namespace Lectern.Faults.Tests.Network;

/// <summary>The routes whose answers or bodies are streams, from the API's description.</summary>
internal static class StreamingRoutes
{
    private const string Id = "/{id}";
    private const string Prefix = "/api";
    private static readonly string Description = Path.Combine(Repository.Root, "infra", "api", "openapi.json");

    /// <summary>Every export in both forms, and every event stream, of a row that is there.</summary>
    public static async Task<IReadOnlyList<string>> AnswersAsync(HttpClient client, CancellationToken token)
    {
        var routes = new List<string>();
        foreach (string path in PathsTo("/export"))
        {
            string route = await WithIdAsync(client, path, token);
            routes.AddRange($"{route}?format=csv", $"{route}?format=ndjson");
        }

        foreach (string path in PathsTo("/events"))
        {
            routes.Add(await WithIdAsync(client, path, token));
        }

        return routes;
    }

    /// <summary>Every bulk create.</summary>
    public static IEnumerable<string> Bodies() => PathsTo("/bulk").Select(path => Prefix + path);

    private static IEnumerable<string> PathsTo(string end) =>
        JsonNode.Parse(File.ReadAllText(Description))!["paths"]!.AsObject()
            .Select(path => path.Key)
            .Where(path => path.EndsWith(end, StringComparison.Ordinal));

    private static async Task<string> WithIdAsync(HttpClient client, string path, CancellationToken token)
    {
        int id = path.IndexOf(Id, StringComparison.Ordinal);
        if (id < 0)
        {
            return Prefix + path;
        }

        string list = await client.GetStringAsync($"{path[1..id]}?limit=1", token);
        return $"{Prefix}{path[..id]}/{JsonNode.Parse(list)!["value"]![0]!["id"]}{path[(id + Id.Length)..]}";
    }
}
