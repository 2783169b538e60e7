using System.Buffers;

namespace Lectern.Functions.Http;

/// <summary>Keeps the body, because it is hashed for an idempotency key before it is parsed.</summary>
internal static class RequestBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <exception cref="ProblemException">413 body-too-large, for a body without Content-Length.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<BufferedBody>() is { } read)
        {
            return read.Bytes;
        }

        // Grows with what arrives: a caller may announce 10 MiB and send nothing.
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, ChunkBytes));
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (await request.Body.ReadAsync(chunk, cancellationToken) is > 0 and int count)
            {
                if (body.Length + count > BodyLimit.MaxBytes)
                {
                    // An answer while the Functions host still forwards the body would become an empty 500.
                    await BodyLimit.DrainAsync(
                        request.Body, BodyLimit.MaxDrainedBytes - body.Length - count, cancellationToken);
                    throw BodyLimit.Problem.Exception(BodyLimit.Detail);
                }

                body.Write(chunk, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        request.HttpContext.Features.Set(new BufferedBody(bytes));
        return bytes;
    }

    private sealed record BufferedBody(ReadOnlyMemory<byte> Bytes);
}
