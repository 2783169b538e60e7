using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Functions.Http.Json;

/// <summary>
/// Reads times as RFC 3339 has them, with <c>Z</c> or an offset, into UTC, which alone the database takes. A time
/// without an offset is refused: nobody could say which moment it means.
/// </summary>
public sealed class TimeConverter : JsonConverter<DateTime>
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>The time that a text says; null where it says none.</summary>
    public static DateTimeOffset? Parse(string? text) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Parse(reader.GetString()) is { } time
            ? time.UtcDateTime
            : throw new JsonException($"must be {JsonTypeNames.Of(typeToConvert)}");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
