using System.Globalization;
using System.Text.Json;
using Lectern.WorkerHost.Rpc.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lectern.WorkerHost.Http;

/// <summary>
/// The values that the function's parameters bind to. The worker takes them from the invocation, not from the HTTP
/// request; without them each parameter silently keeps its default.
/// </summary>
internal static class TriggerMetadata
{
    // The query parameter that carries an access key. The real host never binds it.
    private const string FunctionKey = "code";

    public static async Task AddAsync(
        IDictionary<string, TypedData> metadata, HttpRequest request, RouteValueDictionary route,
        CancellationToken cancellationToken)
    {
        // Later ones win: body, query, route. The names ignore case.
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await BodyMembers.AddAsync(values, request, cancellationToken);
        foreach (var (name, value) in request.Query)
        {
            if (!string.Equals(name, FunctionKey, StringComparison.OrdinalIgnoreCase))
            {
                // The last value of a repeated name.
                values[name] = value[^1] ?? "";
            }
        }

        foreach (var (name, value) in route)
        {
            if (value is not null)
            {
                values[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            }
        }

        foreach (var (name, value) in values)
        {
            metadata[name] = new() { String = value };
        }

        if (!values.ContainsKey("Query"))
        {
            metadata["Query"] = Json(request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value[^1] ?? "")));
        }

        if (!values.ContainsKey("Headers"))
        {
            metadata["Headers"] = Json(
                request.Headers.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())));
        }
    }

    private static TypedData Json(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new() { Json = JsonSerializer.Serialize(new Dictionary<string, string>(pairs)) };
}
