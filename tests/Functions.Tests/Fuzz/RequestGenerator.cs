using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lectern.Functions.Tests.Fuzz;

/// <summary>
/// Requests made up from the API's own description: some are right, most have something wrong with them. The same seed
/// makes the same requests.
/// </summary>
internal sealed class RequestGenerator(JsonNode document, int seed)
{
    private static readonly string[] Oddities =
    [
        "", " ", "\0", "\u202E", "😀", "\uFEFF", "' or 1=1 --", "{{x}}", "%", "%00", "../..", "null", "true", "-1", "0",
        "99999999999999999999", "1e308", "NaN", "2026-02-30", "0001-01-01T00:00:00Z", "9999-12-31", "<script>", "$1",
        "[]", "{}", "e\u0301", new string('x', 5000),
    ];

    private readonly Random _random = new(seed);
    private readonly List<(string Method, string Path, JsonNode Operation)> _operations =
    [
        .. document["paths"]!.AsObject()
            .Where(path => !path.Key.EndsWith("/events", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject().Select(operation =>
                (operation.Key.ToUpperInvariant(), path.Key, operation.Value!))),
    ];

    private readonly List<string> _ids = [];

    /// <summary>Remembers the ids of an answer, so that later requests meet rows that are there.</summary>
    public void Learn(string answer)
    {
        int at = answer.IndexOf("\"id\":\"", StringComparison.Ordinal);
        if (at >= 0 && answer.Length >= at + 42)
        {
            _ids.Add(answer.Substring(at + 6, 36));
        }
    }

    /// <summary>The next request; its path is relative to the route prefix.</summary>
    public HttpRequestMessage Next()
    {
        var (method, path, operation) = _operations[_random.Next(_operations.Count)];
        string url = path[1..];
        while (url.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            url = url[..open] + Uri.EscapeDataString(Id()) + url[(url.IndexOf('}', StringComparison.Ordinal) + 1)..];
        }

        var request = new HttpRequestMessage(new(method), url + Query(operation));
        foreach (var parameter in Parameters(operation, "header"))
        {
            if (Chance(3))
            {
                request.Headers.TryAddWithoutValidation(
                    (string)parameter["name"]!,
                    Pick("\"1\"", "*", "W/\"1\"", "x", Guid.NewGuid().ToString(), "\"1\", \"2\""));
            }
        }

        if (operation["requestBody"]?["content"]?.AsObject().FirstOrDefault() is { Key: not null } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(body.Value!)));
            request.Content.Headers.TryAddWithoutValidation(
                "Content-Type", Chance(20) ? Pick("text/plain", "application/xml", "x") : body.Key);
        }

        if (Chance(4))
        {
            request.Headers.TryAddWithoutValidation("X-Dev-Role", Pick("admin", "tutor", "student"));
            request.Headers.TryAddWithoutValidation(
                "X-Dev-User", _ids.Count > 0 ? _ids[_random.Next(_ids.Count)] : Guid.NewGuid().ToString());
        }

        return request;
    }

    private static IEnumerable<JsonNode> Parameters(JsonNode operation, string place) =>
        (operation["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == place)!;

    private string Query(JsonNode operation)
    {
        var query = new List<string>();
        foreach (var parameter in Parameters(operation, "query"))
        {
            if (Chance(3))
            {
                string value = Chance(2) ? Text() : Valid(parameter["schema"]!);
                query.Add($"{Uri.EscapeDataString((string)parameter["name"]!)}={Uri.EscapeDataString(value)}");
            }
        }

        if (Chance(25))
        {
            query.Add($"{Uri.EscapeDataString(Text())}=1");
        }

        return query.Count == 0 ? "" : "?" + string.Join('&', query);
    }

    private string Body(JsonNode media)
    {
        if (Chance(15))
        {
            return Pick("", "{", "[", "null", "7", "\"x\"", "[]", "{}", "{\"a\":1,\"a\":2}", "[[[[[[", "\u0000");
        }

        var body = media["example"]!.DeepClone();
        Mutate(body);
        string json = body.ToJsonString();
        return Chance(10) && json.Length > 2 ? json[.._random.Next(json.Length)] : json;
    }

    private void Mutate(JsonNode node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array.Where(item => item is not null))
            {
                Mutate(item!);
            }
        }

        if (node is not JsonObject members)
        {
            return;
        }

        foreach (string name in members.Select(member => member.Key).ToList())
        {
            if (name.Contains("mail", StringComparison.Ordinal) || name is "username" or "name")
            {
                members[name] = $"fuzz{_random.Next(1_000_000)}@example.org";
            }
            else if (name.EndsWith("Id", StringComparison.Ordinal))
            {
                members[name] = Id();
            }

            if (Chance(6))
            {
                members[name] = Pick<JsonNode?>(
                    null, Text(), _random.Next(-5, 200), _random.NextDouble(), true, new JsonArray(), new JsonObject());
            }
        }

        if (Chance(12))
        {
            members[Text()] = 1;
        }

        if (Chance(12) && members.Count > 0)
        {
            members.Remove(members.First().Key);
        }
    }

    private string Valid(JsonNode schema) => schema["type"] switch
    {
        JsonValue type when (string?)type == "integer" => _random.Next(1, 14).ToString(CultureInfo.InvariantCulture),
        JsonValue type when (string?)type == "boolean" => Pick("true", "false"),
        _ when (string?)schema["format"] == "uuid" => Id(),
        _ when (string?)schema["format"] == "date" => "2026-09-01",
        _ => Pick("createdAt", "-createdAt", "fullName", "a", "active", "ndjson", "csv", "2026-09-01T00:00:00Z"),
    };

    private string Id() => _ids.Count > 0 && !Chance(4)
        ? _ids[_random.Next(_ids.Count)]
        : Chance(3) ? Text().Replace("/", "", StringComparison.Ordinal) + "x" : Guid.NewGuid().ToString();

    private string Text() => Oddities[_random.Next(Oddities.Length)];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
