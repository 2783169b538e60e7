using System.Text.Json.Serialization.Metadata;

namespace Lectern.Functions.Json;

/// <summary>Reads a text in its form. Only members of bodies have it; what the database has stays as it is.</summary>
public sealed class TextFormConverter(bool isMultiLine) : TextConverter
{
    /// <summary>Gives every member that has an <see cref="ITextRule"/> its form.</summary>
    public static void AddTo(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var member in type.Properties)
        {
            if (member.AttributeProvider?.GetCustomAttributes(inherit: true).OfType<ITextRule>().FirstOrDefault()
                is { } rule)
            {
                member.CustomConverter = member.PropertyType == typeof(string)
                    ? new TextFormConverter(rule.IsMultiLine)
                    : new TextFormsConverter();
            }
        }
    }

    /// <summary>The form of a value that was read without the member's converter.</summary>
    public static object? FormOf(JsonPropertyInfo member, object? value) => (member.CustomConverter, value) switch
    {
        (TextFormConverter converter, string text) => converter.Form(text),
        (TextFormsConverter, string[] texts) => Array.ConvertAll(texts, TextForm.OfLine),
        _ => value,
    };

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        base.Read(ref reader, typeToConvert, options) is { } text ? Form(text) : null;

    private string Form(string text) => isMultiLine ? TextForm.OfLines(text) : TextForm.OfLine(text);
}

/// <summary>The same for a list of texts of one line.</summary>
public sealed class TextFormsConverter : JsonConverter<string[]>
{
    public override string[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // A null in the list is refused later, by its index.
        string?[]? texts = JsonSerializer.Deserialize<string?[]>(ref reader, options);
        return texts is null ? null : Array.ConvertAll(texts, text => text is null ? null! : TextForm.OfLine(text));
    }

    public override void Write(Utf8JsonWriter writer, string[] value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}
