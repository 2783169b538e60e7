namespace Lectern.Functions.Json;

/// <summary>
/// Refuses NUL, which PostgreSQL's text cannot hold, and halves of surrogate pairs. All other text stays as it is; see
/// <see cref="TextFormConverter"/>.
/// </summary>
public class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw new JsonException("must be text");
        }

        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("must not contain half of a surrogate pair");
        }

        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new JsonException("must not contain the character NUL (U+0000)")
            : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options)!;

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
