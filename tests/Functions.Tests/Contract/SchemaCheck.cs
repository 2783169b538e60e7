using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Functions.Json;

namespace Lectern.Functions.Tests.Contract;

/// <summary>
/// Holds JSON against the schemas of an OpenAPI 3.1 document (JSON Schema 2020-12). A keyword or a format that it does
/// not know is a fault too, so that nothing in the document can go unchecked unseen.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> Annotations =
        ["description", "title", "example", "examples", "default", "deprecated", "readOnly", "writeOnly"];

    /// <summary>What is wrong with a value, each fault with its place and the rule that it breaks.</summary>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path) => schema.ValueKind switch
    {
        JsonValueKind.True => [],
        JsonValueKind.False => [$"{path}: nothing may be here (false)"],
        _ => schema.EnumerateObject().SelectMany(rule => Faults(schema, rule.Name, rule.Value, value, path)),
    };

    /// <summary>What a reference within the document names.</summary>
    public JsonElement Referred(string pointer) =>
        pointer[2..].Split('/').Aggregate(document, (place, name) => place.GetProperty(name));

    private IEnumerable<string> Faults(
        JsonElement schema, string keyword, JsonElement rule, JsonElement value, string path)
    {
        switch (keyword)
        {
            case "$ref":
                return Faults(Referred(rule.GetString()!), value, path);
            case "allOf":
                return rule.EnumerateArray().SelectMany(each => Faults(each, value, path));
            case "anyOf":
                return Matches(rule, value, path) > 0 ? [] : [$"{path}: matches none of anyOf"];
            case "oneOf":
                return Matches(rule, value, path) is var matches and not 1
                    ? [$"{path}: matches {matches} of oneOf"]
                    : [];
            case "properties" or "additionalProperties" or "required":
                return value.ValueKind == JsonValueKind.Object ? OfObject(schema, keyword, rule, value, path) : [];
            case "items":
                return value.ValueKind == JsonValueKind.Array
                    ? value.EnumerateArray().SelectMany((item, index) => Faults(rule, item, $"{path}[{index}]"))
                    : [];
            default:
                bool keeps = Annotations.Contains(keyword) || (Keeps(keyword, rule, value)
                    ?? throw new NotSupportedException($"The schema check does not know {keyword}: {rule}."));
                return keeps ? [] : [$"{path}: {Shortened(value)} breaks {keyword}: {rule.GetRawText()}"];
        }
    }

    private IEnumerable<string> OfObject(
        JsonElement schema, string keyword, JsonElement rule, JsonElement value, string path)
    {
        switch (keyword)
        {
            case "required":
                return rule.EnumerateArray().Select(name => name.GetString()!)
                    .Where(name => !value.TryGetProperty(name, out _))
                    .Select(name => $"{path}.{name}: is missing (required)");
            case "properties":
                return value.EnumerateObject().Where(member => rule.TryGetProperty(member.Name, out _))
                    .SelectMany(member => Faults(rule.GetProperty(member.Name), member.Value, $"{path}.{member.Name}"));
            default:
                bool hasMembers = schema.TryGetProperty("properties", out var members);
                return value.EnumerateObject()
                    .Where(member => !hasMembers || !members.TryGetProperty(member.Name, out _))
                    .SelectMany(member => Faults(rule, member.Value, $"{path}.{member.Name}"));
        }
    }

    /// <summary>Whether a value keeps a rule that concerns it alone; null where the rule is unknown.</summary>
    private static bool? Keeps(string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "type" => rule.ValueKind == JsonValueKind.Array
            ? rule.EnumerateArray().Any(type => IsOf(type.GetString()!, value))
            : IsOf(rule.GetString()!, value),
        "enum" => rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
        "const" => JsonElement.DeepEquals(rule, value),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal(),
        "minLength" => value.ValueKind != JsonValueKind.String || Characters(value) >= rule.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || Characters(value) <= rule.GetInt32(),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String
            || Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
        "format" => value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) ? true
            : HasFormat(rule.GetString()!, value),
        _ => null,
    };

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() % 1 == 0,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => type.Equals(value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
    };

    private static bool? HasFormat(string format, JsonElement value) => format switch
    {
        "uuid" => Guid.TryParseExact(value.GetString(), "D", out _),
        "date" => DateOnly.TryParseExact(value.GetString(), "O", out _),
        "date-time" => TimeConverter.Parse(value.GetString()) is not null,
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "email" => value.GetString()!.Contains('@', StringComparison.Ordinal),
        "int16" => value.TryGetInt16(out _),
        "int32" => value.TryGetInt32(out _),
        "int64" => value.TryGetInt64(out _),
        "double" => value.TryGetDouble(out _),
        _ => null,
    };

    private int Matches(JsonElement schemas, JsonElement value, string path) =>
        schemas.EnumerateArray().Count(schema => !Faults(schema, value, path).Any());

    private static int Characters(JsonElement text) => text.GetString()!.EnumerateRunes().Count();

    private static string Shortened(JsonElement value) =>
        value.GetRawText() is { Length: > 100 } text ? text[..100] + "…" : value.GetRawText();
}
