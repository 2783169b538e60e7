using System.Text.RegularExpressions;

namespace Lectern.Functions.Json;

/// <summary>
/// Reads RFC 3339 times with <c>Z</c> or an offset into UTC. Without an offset, a time is ambiguous.
/// Writes them in UTC, always with the six decimals of PostgreSQL: so times sort as text.
/// </summary>
public sealed partial class TimeConverter : JsonConverter<DateTime>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    /// <summary>Null if the text is no time.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        var parts = Rfc3339().Match(text ?? "").Groups;
        string offset = parts["offset"].Value == "Z" ? "+00:00" : parts["offset"].Value;
        return DateTimeOffset.TryParseExact(
            parts["second"].Value + parts["fraction"].Value + offset, Form, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time)
                ? time
                : null;
    }

    /// <summary>A second may have any number of digits; .NET keeps seven of them, PostgreSQL six.</summary>
    [GeneratedRegex(@"^(?<second>[0-9-]{10}T[0-9:]{8})((?<fraction>\.[0-9]{1,7})[0-9]*)?(?<offset>Z|[+-][0-9:]{5})\z")]
    private static partial Regex Rfc3339();

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Parse(reader.GetString()) is { } time
            ? time.UtcDateTime
            : throw new JsonException($"must be {JsonTypeNames.Of(typeToConvert)}");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte["2026-11-21T09:30:00.0000000Z".Length];
        value.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[^2] = (byte)'Z';
        writer.WriteStringValue(text[..^1]);
    }
}
