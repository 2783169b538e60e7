using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Functions.Http.Json;

/// <summary>
/// Reads a time as RFC 3339 has it, with its offset, and keeps it in UTC. The framework would also take a time
/// without an offset, which is an hour nobody knows and nothing that a timestamptz takes.
/// </summary>
public sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    /// <summary>The length of <c>2026-09-01T08:30:00Z</c>; nothing that is whole is shorter.</summary>
    private const int MinLength = 20;

    /// <summary>Where the offset's sign stands from the end: <c>+02:00</c>.</summary>
    private const int OffsetLength = 6;

    /// <summary>Where the colon before the seconds stands, which RFC 3339 requires.</summary>
    private const int SecondsColon = 16;

    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && HasSecondsAndOffset(reader.GetString()!)
        && reader.TryGetDateTimeOffset(out var time)
            ? time.UtcDateTime
            : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    private static bool HasSecondsAndOffset(string text) =>
        text.Length >= MinLength && text[SecondsColon] == ':'
        && (text[^1] == 'Z' || text[^OffsetLength] is '+' or '-');
}
