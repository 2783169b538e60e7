using Microsoft.Net.Http.Headers;

namespace Lectern.Functions.Http;

public static class JsonBody
{
    public const int MaxBatchRows = 10_000;
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireJson(request, Json);
        return JsonRecords.Read<T>(await RequestBody.ReadAsync(request, cancellationToken));
    }

    /// <summary>A JSON merge patch (RFC 7396), in which every member is optional.</summary>
    /// <exception cref="ProblemException">415, 413, 400 malformed-json or 422 validation-failed.</exception>
    public static async Task<Patch<T>> ReadPatchAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireJson(request, MergePatch);
        return JsonRecords.ReadPatch<T>(await RequestBody.ReadAsync(request, cancellationToken));
    }

    /// <exception cref="ProblemException">As above; 422 names faults by their row: <c>[3].email</c>.</exception>
    public static async Task<T[]> ReadBatchAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireJson(request, Json);
        return JsonRecords.ReadBatch<T>(await RequestBody.ReadAsync(request, cancellationToken), MaxBatchRows);
    }

    // JSON is UTF-8 (RFC 8259, section 8.1). Another charset is refused, not guessed.
    private static void RequireJson(HttpRequest request, string mediaType)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw ProblemType.UnsupportedMediaType.Exception(
                $"Send the body without Content-Encoding; it came with {request.Headers.ContentEncoding}.");
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
