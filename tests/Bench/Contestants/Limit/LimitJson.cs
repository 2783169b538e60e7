using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lectern.Bench.Contestants.Common;
using Npgsql;

namespace Lectern.Bench.Contestants.Limit;

/// <summary>Rows as JSON, without an object for the row.</summary>
internal static class LimitJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static Utf8JsonWriter WriterOf(IBufferWriter<byte> output) => new(output, Options);

    public static void WriteStudent(Utf8JsonWriter writer, NpgsqlDataReader row)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, row.GetGuid(0));
        writer.WriteString("fullName"u8, row.GetString(1));
        writer.WriteString("email"u8, row.GetString(2));
        if (row.IsDBNull(3))
        {
            writer.WriteNull("grade"u8);
        }
        else
        {
            writer.WriteNumber("grade"u8, row.GetInt16(3));
        }

        WriteDay(writer, row, 4);
        writer.WriteBoolean("isActive"u8, row.GetBoolean(5));
        WriteGuid(writer, "userId"u8, row, 6);
        WriteTime(writer, "createdAt"u8, row.GetDateTime(7));
        WriteTime(writer, "updatedAt"u8, row.GetDateTime(8));
        writer.WriteEndObject();
    }

    public static void WritePayment(Utf8JsonWriter writer, NpgsqlDataReader row)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, row.GetGuid(0));
        writer.WriteString("studentId"u8, row.GetGuid(1));
        WriteGuid(writer, "subscriptionId"u8, row, 2);
        writer.WriteNumber("amountMinor"u8, row.GetInt64(3));
        writer.WriteNumber("refundedMinor"u8, row.GetInt64(4));
        writer.WriteString("currency"u8, row.GetString(5));
        writer.WriteString("method"u8, row.GetString(6));
        writer.WriteString("reference"u8, row.IsDBNull(7) ? null : row.GetString(7));
        WriteTime(writer, "paidAt"u8, row.GetDateTime(8));
        writer.WriteString("status"u8, row.GetString(9));
        WriteTime(writer, "createdAt"u8, row.GetDateTime(10));
        WriteTime(writer, "updatedAt"u8, row.GetDateTime(11));
        writer.WriteEndObject();
    }

    private static void WriteGuid(Utf8JsonWriter writer, ReadOnlySpan<byte> name, NpgsqlDataReader row, int place)
    {
        if (row.IsDBNull(place))
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, row.GetGuid(place));
        }
    }

    private static void WriteDay(Utf8JsonWriter writer, NpgsqlDataReader row, int place)
    {
        if (row.IsDBNull(place))
        {
            writer.WriteNull("dateOfBirth"u8);
            return;
        }

        Span<byte> text = stackalloc byte["2026-11-21".Length];
        row.GetFieldValue<DateOnly>(place).TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        writer.WriteString("dateOfBirth"u8, text);
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTime time)
    {
        Span<byte> text = stackalloc byte["2026-11-21T09:30:00.0000000Z".Length];
        writer.WriteString(name, UtcTimeConverter.Format(time, text));
    }
}
