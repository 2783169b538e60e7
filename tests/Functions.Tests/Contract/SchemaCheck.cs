using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Json.Schema;
using Json.Schema.Keywords;

namespace Lectern.Functions.Tests.Contract;

/// <summary>
/// Checks JSON against the schemas of an OpenAPI 3.1 document (JSON Schema 2020-12). They are built once, together. A
/// keyword or a format that is unknown is an error when they are built, so that nothing in the document goes unchecked.
/// </summary>
internal sealed class SchemaCheck
{
    private const string Components = "#/components/schemas/";
    private const int MaxShownCharacters = 100;

    /// <summary>Where the document is to the library. Nothing is fetched from there.</summary>
    private static readonly Uri Address = new("https://lectern.example/openapi.json");

    /// <summary>
    /// The number formats of OpenAPI, and two that are stricter than the library's: RFC 3339 in upper case, as the API
    /// writes it, and no space after a UUID.
    /// </summary>
    private static readonly FormatRegistry Known = Registry(
        Number("int16", number => number.TryGetInt16(out _)),
        Number("int32", number => number.TryGetInt32(out _)),
        Number("int64", number => number.TryGetInt64(out _)),
        Number("double", number => number.TryGetDouble(out _)),
        Text("date-time", text => Formats.DateTime.Validate(text, out _) && text.TryGetDateTimeOffset(out _)),
        Text("uuid", text => text.TryGetGuid(out _)));

    private static readonly Dialect Strict = Dialect.Draft202012.With(
        [new KnownFormatKeyword()], new("https://lectern.example/dialect"), allowUnknownKeywords: false);

    private static readonly EvaluationOptions Options = new()
    {
        OutputFormat = OutputFormat.Hierarchical,
        FormatRegistry = Known,
        Culture = CultureInfo.InvariantCulture,
    };

    private readonly FrozenDictionary<string, JsonSchema> _schemas;

    static SchemaCheck()
    {
        // The library's own texts do not say which pattern and which values.
        ErrorMessages.Pattern = "Value does not match [[pattern]]";
        ErrorMessages.Enum = "Value is none of [[values]]";
    }

    public SchemaCheck(JsonElement document)
    {
        var build = new BuildOptions { Dialect = Strict, SchemaRegistry = new() };
        build.SchemaRegistry.Register(new JsonElementBaseDocument(document, Address));
        _schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Select(schema => Components + schema.Name)
            .ToFrozenDictionary(
                reference => reference,
                reference => new JsonSchemaBuilder(build).Ref(new Uri(Address, reference)).Build());
    }

    /// <summary>
    /// What is wrong with a value. A fault has its place as a JSON Pointer, the value there and the keyword it breaks.
    /// </summary>
    /// <param name="reference">The schema, as <c>$ref</c> names it.</param>
    /// <param name="value">The value.</param>
    public List<string> Faults(string reference, JsonElement value)
    {
        var result = _schemas[reference].Evaluate(value, Options);
        return result.IsValid ? [] : [.. Faults(result, value)];
    }

    private static IEnumerable<string> Faults(EvaluationResults result, JsonElement root)
    {
        string where = $"#{result.InstanceLocation}: {Shown(result.InstanceLocation.Evaluate(root))}";
        var own = (result.Errors ?? []).Select(error => $"{where} breaks {Keyword(error.Key, result)}: {error.Value}");
        // A part that is valid may contain faults, such as those of the other choices of a oneOf.
        var parts = (result.Details ?? []).Where(part => !part.IsValid).SelectMany(part => Faults(part, root));
        // Some keywords, such as a oneOf that two choices match, make a value invalid without a message.
        return own.Concat(parts).DefaultIfEmpty($"{where} breaks its schema");
    }

    /// <summary>The schema false has no keyword of its own: the last one on the way to it is the one broken.</summary>
    private static string Keyword(string keyword, EvaluationResults result) =>
        keyword.Length > 0 ? keyword : $"{result.EvaluationPath}".Split('/')[^1];

    private static string Shown(JsonElement? value) =>
        value?.GetRawText() is { Length: > MaxShownCharacters } text
            ? text[..MaxShownCharacters] + "…"
            : $"{value?.GetRawText()}";

    private static FormatRegistry Registry(params Format[] formats)
    {
        var registry = new FormatRegistry();
        foreach (var format in formats)
        {
            registry.Register(format);
        }

        return registry;
    }

    private static PredicateFormat Number(string name, Func<JsonElement, bool> isValid) =>
        new(name, value => value.ValueKind != JsonValueKind.Number || isValid(value));

    private static PredicateFormat Text(string name, Func<JsonElement, bool> isValid) =>
        new(name, value => value.ValueKind != JsonValueKind.String || isValid(value));

    /// <summary>The library lets every value pass a format that it does not know.</summary>
    private sealed class KnownFormatKeyword : FormatKeyword
    {
        public override object? ValidateKeywordValue(JsonElement value) =>
            Known.Get(value.GetString()!) is UnknownFormat
                ? throw new JsonSchemaException($"The format {value} is unknown.")
                : base.ValidateKeywordValue(value);
    }
}
