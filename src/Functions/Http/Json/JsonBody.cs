using System.Text.Json;
using System.Text.Unicode;
using Lectern.Functions.Http.Problems;
using Microsoft.Net.Http.Headers;

namespace Lectern.Functions.Http.Json;

/// <summary>Reads a request's JSON body whole, strictly, and with every fault named at once.</summary>
public static class JsonBody
{
    /// <summary>The most rows that a bulk create takes.</summary>
    public const int MaxBatchRows = 10_000;

    private const string MergePatch = "application/merge-patch+json";
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The body as a record.</summary>
    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        using var document = await ParseAsync(request, "application/json", cancellationToken);
        return To<T>(document, LecternJson.Options);
    }

    /// <summary>The body as a JSON merge patch (RFC 7396): the record's members, each of which may be absent.</summary>
    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed.</exception>
    public static async Task<Patch<T>> ReadPatchAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        using var document = await ParseAsync(request, MergePatch, cancellationToken);
        var values = To<T>(document, LecternJson.PatchOptions);
        return new(values, [.. document.RootElement.EnumerateObject().Select(member => member.Name)]);
    }

    /// <summary>The body as a batch of records: an array of 1 to <see cref="MaxBatchRows"/>.</summary>
    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed, where each fault is
    /// named by its row: <c>[3].email</c>.</exception>
    public static async Task<T[]> ReadBatchAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        using var document = await ParseAsync(request, "application/json", cancellationToken);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array && root.GetArrayLength() is < 1 or > MaxBatchRows
            ? throw ProblemType.ValidationFailed.Exception(
                $"A batch has 1 to {MaxBatchRows} rows; this one has {root.GetArrayLength()}.",
                new Dictionary<string, string[]> { ["$"] = [$"must have 1 to {MaxBatchRows} rows"] })
            : To<T[]>(document, LecternJson.Options);
    }

    private static T To<T>(JsonDocument document, JsonSerializerOptions options)
    {
        var faults = new JsonFaults(options).Of(document.RootElement, typeof(T));
        return faults.Count == 0
            ? document.Deserialize<T>(options)!
            : throw ProblemType.ValidationFailed.Exception(
                $"{Count(faults.Count)} of the body {(faults.Count == 1 ? "is" : "are")} not acceptable: "
                + $"{string.Join(", ", faults.Keys.Take(10))}.", faults);
    }

    private static string Count(int faults) => faults == 1 ? "1 member" : $"{faults} members";

    private static async Task<JsonDocument> ParseAsync(
        HttpRequest request, string mediaType, CancellationToken cancellationToken)
    {
        RequireJson(request, mediaType);
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        if (body.Length == 0)
        {
            throw ProblemType.MalformedJson.Exception("The body is empty; send a JSON object.");
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (!Utf8.IsValid(bytes.Span))
        {
            throw ProblemType.MalformedJson.Exception("The body is not UTF-8, which JSON is written in.");
        }

        try
        {
            return JsonDocument.Parse(bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes);
        }
        catch (JsonException malformed)
        {
            throw ProblemType.MalformedJson.Exception(
                $"The body stops being JSON in line {malformed.LineNumber + 1}, "
                + $"byte {malformed.BytePositionInLine + 1}.");
        }
    }

    /// <summary>JSON is UTF-8 (RFC 8259, section 8.1); another charset is refused rather than guessed at.</summary>
    private static void RequireJson(HttpRequest request, string mediaType)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw ProblemType.UnsupportedMediaType.Exception(
                $"Send the body as it is; it came with Content-Encoding {request.Headers.ContentEncoding}.");
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var given)
            && (given.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || given.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            && (given.Charset.Length == 0
                || HeaderUtilities.RemoveQuotes(given.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        string accepted = mediaType == "application/json" ? mediaType : $"{mediaType} or application/json";
        throw ProblemType.UnsupportedMediaType.Exception(
            $"Send the body as {accepted}, in UTF-8; it came as {request.ContentType ?? "nothing declared"}.");
    }
}
