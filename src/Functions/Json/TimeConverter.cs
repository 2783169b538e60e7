using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lectern.Functions.Json;

/// <summary>
/// Reads times as RFC 3339 has them, with <c>Z</c> or an offset, into UTC, which alone the database takes. A time
/// without an offset is refused: nobody could say which moment it means.
/// </summary>
public sealed partial class TimeConverter : JsonConverter<DateTime>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    /// <summary>The time that a text says; null where it says none.</summary>
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

    /// <summary>A second may have as many digits as one likes; .NET keeps seven of them, PostgreSQL six.</summary>
    [GeneratedRegex(@"^(?<second>[0-9-]{10}T[0-9:]{8})((?<fraction>\.[0-9]{1,7})[0-9]*)?(?<offset>Z|[+-][0-9:]{5})\z")]
    private static partial Regex Rfc3339();

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Parse(reader.GetString()) is { } time
            ? time.UtcDateTime
            : throw new JsonException($"must be {JsonTypeNames.Of(typeToConvert)}");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
