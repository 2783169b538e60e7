using Lectern.Functions.Admission;

namespace Lectern.Functions.Http;

/// <summary>Keeps the body, because it is hashed for an idempotency key before it is parsed.</summary>
internal static class RequestBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <exception cref="ProblemException">
    /// 413 body-too-large, for a body without Content-Length; 503 overloaded, if too many bodies are in memory.
    /// </exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<KeptBody>() is { } read)
        {
            return read.Bytes;
        }

        // Grows with what arrives: a caller may announce 10 MiB and send nothing.
        var body = new KeptBody(request.HttpContext.RequestServices.GetRequiredService<BodyBudget>());
        request.HttpContext.Response.RegisterForDispose(body);
        while (await request.Body.ReadAsync(body.Space(ChunkBytes), cancellationToken) is > 0 and int count)
        {
            if (body.Bytes.Length + count > BodyLimit.MaxBytes)
            {
                // An answer while the Functions host still forwards the body would become an empty 500.
                await BodyLimit.DrainAsync(
                    request.Body, BodyLimit.MaxDrainedBytes - body.Bytes.Length - count, cancellationToken);
                throw BodyLimit.Problem.Exception(BodyLimit.Detail);
            }

            body.Add(count);
        }

        request.HttpContext.Features.Set(body);
        return body.Bytes;
    }
}
