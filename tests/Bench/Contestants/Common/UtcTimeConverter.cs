using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Bench.Contestants.Common;

/// <summary>Times in UTC with six decimals, as all contestants write them.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte["2026-11-21T09:30:00.0000000Z".Length];
        writer.WriteStringValue(Format(value, text));
    }

    public static ReadOnlySpan<byte> Format(DateTime value, Span<byte> buffer)
    {
        value.TryFormat(buffer, out _, "O", CultureInfo.InvariantCulture);
        buffer[^2] = (byte)'Z';
        return buffer[..^1];
    }
}
