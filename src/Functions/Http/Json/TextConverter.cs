using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Functions.Http.Json;

/// <summary>
/// Reads text that PostgreSQL can keep: no NUL (the one character its text cannot hold) and no half of a surrogate
/// pair (which is no character at all). Everything else passes unaltered, in whatever normal form it came.
/// </summary>
public sealed class TextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    /// <inheritdoc/>
    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options)!;

    /// <inheritdoc/>
    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
