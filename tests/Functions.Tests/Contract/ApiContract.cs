using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Pointer;
using Lectern.Functions.Docs;

namespace Lectern.Functions.Tests.Contract;

/// <summary>What the OpenAPI document promises of every answer.</summary>
internal sealed class ApiContract
{
    private const string Json = "json";

    private static readonly JsonDocumentOptions UniqueNames = new() { AllowDuplicateProperties = false };

    /// <summary>What belongs to HTTP or to every answer, and is described nowhere in particular.</summary>
    private static readonly HashSet<string> GeneralHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cache-Control", "Connection",
        "Content-Encoding", "Content-Length", "Content-Security-Policy", "Content-Type", "Date", "Expires", "Pragma",
        "Transfer-Encoding", "Vary", "X-Content-Type-Options", "X-Frame-Options",
    };

    private readonly (Regex Pattern, JsonElement Item)[] _paths;
    private readonly SchemaCheck _schemas;

    public ApiContract(JsonElement document)
    {
        Document = document;
        _schemas = new(document);
        Prefix = document.GetProperty("servers")[0].GetProperty("url").GetString()!;
        // What is written out wins over a parameter, as in routing.
        _paths =
        [
            .. document.GetProperty("paths").EnumerateObject().OrderBy(path => path.Name.Count(letter => letter == '{'))
                .Select(path => (PatternOf(Prefix + path.Name), path.Value)),
        ];
    }

    /// <summary>The document that is committed as <c>infra/api/openapi.json</c>, which the API serves.</summary>
    public static ApiContract Committed { get; } = new(Read());

    public JsonElement Document { get; }

    /// <summary>What every path of the API begins with.</summary>
    public string Prefix { get; }

    /// <summary>The operation of a request, for HEAD that of GET; null where the document has none.</summary>
    public JsonElement? Operation(string method, string path)
    {
        method = method == "HEAD" ? "GET" : method;
        var item = _paths.FirstOrDefault(known => known.Pattern.IsMatch(path)).Item;
        return item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty(method.ToLowerInvariant(), out var operation) ? operation : null;
    }

    /// <summary>The promise for a status; null where the status is none of the operation's.</summary>
    public static JsonElement? Promise(JsonElement operation, int status) =>
        operation.GetProperty("responses").TryGetProperty($"{status}", out var promise) ? promise : null;

    /// <summary>What is wrong with the headers of an answer.</summary>
    public IEnumerable<string> HeaderFaults(JsonElement promise, HttpResponseMessage response)
    {
        var sent = response.Headers.Concat(response.Content.Headers).Select(header => header.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var described = promise.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().ToList() : [];
        var missing = described.Where(header => Resolved(header.Value).TryGetProperty("required", out var required)
            && required.GetBoolean() && !sent.Contains(header.Name));
        var unknown = sent.Except(GeneralHeaders, StringComparer.OrdinalIgnoreCase)
            .Except(described.Select(header => header.Name), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. missing.Select(header => $"header {header.Name}: is missing (required)"),
            .. unknown.Select(name => $"header {name}: is not described"),
        ];
    }

    /// <summary>The promise for a content type: none where there is to be no body.</summary>
    public static JsonElement? Media(JsonElement promise, string? mediaType) =>
        mediaType is not null && promise.TryGetProperty("content", out var content)
        && content.TryGetProperty(mediaType, out var media) ? media : null;

    /// <summary>What is wrong with a JSON body, or with one line of an export.</summary>
    public IEnumerable<string> BodyFaults(JsonElement media, ReadOnlyMemory<byte> body)
    {
        using var json = Parsed(body);
        if (json is null)
        {
            return ["#: is not JSON, or has two members of one name"];
        }

        var root = json.RootElement;
        var faults = _schemas.Faults(media.GetProperty("schema").GetProperty("$ref").GetString()!, root);
        if (media.TryGetProperty("examples", out var problems) && root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("code", out var code) && !problems.TryGetProperty(code.GetString()!, out _))
        {
            faults.Add($"#/code: {code} is none of the codes of this status");
        }

        return faults;
    }

    /// <summary>What an element says itself, or by reference.</summary>
    public JsonElement Resolved(JsonElement element) =>
        element.TryGetProperty("$ref", out var reference)
            ? JsonPointer.Parse(reference.GetString()![1..]).Evaluate(Document)!.Value
            : element;

    /// <summary>Whether a body is JSON as a whole.</summary>
    public static bool IsJson(string? mediaType) =>
        mediaType is not null && mediaType.EndsWith(Json, StringComparison.Ordinal) && !IsLines(mediaType);

    /// <summary>Whether a body has a JSON text a line.</summary>
    public static bool IsLines(string? mediaType) => mediaType == "application/x-ndjson";

    private static JsonDocument? Parsed(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, UniqueNames);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Regex PatternOf(string path) => new(
        "^" + Regex.Replace(Regex.Escape(path), @"\\\{[^}]+}", "[^/]+") + "/?$", RegexOptions.IgnoreCase);

    private static JsonElement Read()
    {
        using var stream = typeof(DocsFunctions).Assembly.GetManifestResourceStream("openapi.json")!;
        return JsonElement.Parse(new BinaryReader(stream).ReadBytes((int)stream.Length));
    }
}
