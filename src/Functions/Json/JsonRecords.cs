using System.Text.Unicode;

namespace Lectern.Functions.Json;

/// <summary>
/// Reads a record strictly from JSON, in one pass. Only refused JSON is read a second time, to name all its faults.
/// </summary>
public static class JsonRecords
{
    private const string Root = "$";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="ProblemException">400 malformed-json or 422 validation-failed.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json) => Read<T>(Text(json), LecternJson.Options);

    /// <exception cref="ProblemException">400 malformed-json or 422 validation-failed.</exception>
    public static Patch<T> ReadPatch<T>(ReadOnlyMemory<byte> json)
    {
        json = Text(json);
        var values = Read<T>(json, LecternJson.PatchOptions, isPatch: true);
        return new(values, [.. MembersOf(json)]);
    }

    /// <exception cref="ProblemException">As above; 422 names faults by their row: <c>[3].email</c>.</exception>
    public static T[] ReadBatch<T>(ReadOnlyMemory<byte> json, int maxRows)
    {
        var rows = Read<T[]>(Text(json), LecternJson.Options, maxRows: maxRows);
        RequireCount(rows.Length, maxRows);
        return rows;
    }

    private static T Read<T>(
        ReadOnlyMemory<byte> json, JsonSerializerOptions options, bool isPatch = false, int maxRows = int.MaxValue)
    {
        var faults = new Faults();
        T? record = default;
        try
        {
            record = JsonSerializer.Deserialize<T>(json.Span, options);
        }
        catch (JsonException)
        {
            // The framework names the first fault only, with .NET types. All of them are found below.
        }

        if (record is null)
        {
            using var document = Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                RequireCount(document.RootElement.GetArrayLength(), maxRows);
            }

            new JsonFaults(options, faults).Find(document.RootElement, typeof(T));
            faults.AddIfNone(Root, "is not acceptable");
        }
        else
        {
            var given = isPatch ? MembersOf(json) : null;
            new RecordFaults(options, faults).Find(record, typeof(T), given);
        }

        faults.ThrowIfAny();
        return record!;
    }

    private static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> json)
    {
        if (json.Length == 0)
        {
            throw ProblemType.MalformedJson.Exception("The body is empty; send a JSON object.");
        }

        return !Utf8.IsValid(json.Span)
            ? throw ProblemType.MalformedJson.Exception("The body is not UTF-8, which JSON is written in.")
            : json.Span.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException malformed)
        {
            throw ProblemType.MalformedJson.Exception(
                $"The body stops being JSON in line {malformed.LineNumber + 1}, "
                + $"byte {malformed.BytePositionInLine + 1}.");
        }
    }

    /// <summary>The names of an object's members; their values are skipped.</summary>
    private static HashSet<string> MembersOf(ReadOnlyMemory<byte> json)
    {
        var names = new HashSet<string>();
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Skip();
        }

        return names;
    }

    private static void RequireCount(int count, int maxRows)
    {
        if (count is < 1 || count > maxRows)
        {
            throw ProblemType.ValidationFailed.Exception(
                $"A batch has 1 to {maxRows} rows; this one has {count}.", Root, $"must have 1 to {maxRows} rows");
        }
    }
}
