namespace Lectern.Functions.Http;

/// <summary>A request's body, whole: what is hashed, or parsed, or both.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body to its end; <see cref="BodyLimit"/> has seen to its size.</summary>
    /// <returns>The bytes, positioned at their beginning.</returns>
    public static async Task<MemoryStream> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, BodyLimit.MaxBytes));
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        return body;
    }
}
