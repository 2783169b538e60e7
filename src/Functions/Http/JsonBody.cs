using Microsoft.Net.Http.Headers;

namespace Lectern.Functions.Http;

/// <summary>A request's JSON body as the record that a function takes.</summary>
public static class JsonBody
{
    /// <summary>The most rows that a bulk create takes.</summary>
    public const int MaxBatchRows = 10_000;

    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireJson(request, Json);
        return JsonRecords.Read<T>(await RequestBody.ReadAsync(request, cancellationToken));
    }

    /// <summary>The body as a JSON merge patch (RFC 7396): the record's members, each of which may be absent.</summary>
    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed.</exception>
    public static async Task<Patch<T>> ReadPatchAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireJson(request, MergePatch);
        return JsonRecords.ReadPatch<T>(await RequestBody.ReadAsync(request, cancellationToken));
    }

    /// <summary>The body as a batch of records: an array of 1 to <see cref="MaxBatchRows"/>.</summary>
    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed, where each fault is
    /// named by its row: <c>[3].email</c>.</exception>
    public static async Task<T[]> ReadBatchAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireJson(request, Json);
        return JsonRecords.ReadBatch<T>(await RequestBody.ReadAsync(request, cancellationToken), MaxBatchRows);
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
            && (given.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
                || given.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            && (given.Charset.Length == 0
                || HeaderUtilities.RemoveQuotes(given.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        string accepted = mediaType == Json ? Json : $"{mediaType} or {Json}";
        throw ProblemType.UnsupportedMediaType.Exception(
            $"Send the body as {accepted}, in UTF-8; it came as {request.ContentType ?? "nothing declared"}.");
    }
}
