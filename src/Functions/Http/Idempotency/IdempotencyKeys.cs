using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Http.Idempotency;

/// <summary>
/// Answers a repeated POST with the first answer (draft-ietf-httpapi-idempotency-key-header). The function and the key
/// share one transaction, so the effect happens once even if the instance dies after the commit: the retry finds the
/// answer. A lost connection is therefore retried here, before and after the commit. An unsuccessful answer keeps
/// neither effect nor key.
/// </summary>
public sealed class IdempotencyKeys(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";
    private const string ReplayedHeader = "Idempotency-Replayed";
    private const int MaxKeyLength = 255;
    private static readonly string[] KeptHeaders = ["Content-Type", "ETag", "Location"];

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        string? key = HttpMethods.IsPost(request.Method) ? request.Headers[Header].FirstOrDefault() : null;
        if (key is null)
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RequiresIdempotencyKeyAttribute>() is not null)
            {
                throw ProblemType.IdempotencyKeyRequired.Exception(
                    $"Send an {Header}, for example a new UUID, and the same one with every retry.");
            }

            await next(context);
            return;
        }

        // Proxies, such as the Functions host's, join two headers with a comma (RFC 9110, section 5.3).
        if (key.Length is 0 or > MaxKeyLength || request.Headers[Header].Count > 1 || key.Contains(',')
            || key.Any(char.IsControl))
        {
            throw ProblemType.InvalidParameter.Exception(
                $"{Header} must be sent once, with 1 to {MaxKeyLength} characters. A comma is not allowed.");
        }

        await AnswerOnceAsync(context, key);
    }

    private async Task AnswerOnceAsync(HttpContext context, string key)
    {
        var token = context.RequestAborted;
        byte[] hash = await HashAsync(context.Request, token);
        string caller = context.User.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? context.User.FindFirstValue(ClaimTypes.Role) ?? "nobody";
        using var buffer = new MemoryStream();
        var database = context.RequestServices.GetRequiredService<RequestDatabase>();
        var stored = await database.InTransactionAsync(
            async (transaction, tryToken) =>
            {
                var connection = transaction.Connection!;
                if (!await database.LimitAsync(
                    limited => IdempotencyStore.ClaimAsync(connection, caller, key, hash, limited), tryToken))
                {
                    return await database.LimitAsync(
                        limited => IdempotencyStore.ReadAsync(connection, caller, key, limited), tryToken);
                }

                await AnswerIntoAsync(context, buffer);
                if (context.Response.StatusCode is >= 200 and <= 299)
                {
                    var answer = AnswerOf(context.Response, hash, buffer);
                    await database.LimitAsync(
                        limited => IdempotencyStore.KeepAsync(connection, caller, key, answer, limited), tryToken);
                    // The effect now counts, even if the caller has gone.
                    await database.LimitAsync(limited => CommitAsync(transaction, limited), CancellationToken.None);
                }

                return null;
            },
            token);
        if (stored is not null)
        {
            await ReplayAsync(context, stored, hash);
            return;
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(context.Response.Body, token);
    }

    private static async Task<bool> CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // May run twice: after a lost connection, a key that can be claimed again shows that nothing was committed.
    private async Task AnswerIntoAsync(HttpContext context, MemoryStream buffer)
    {
        var body = context.Response.Body;
        context.Response.Body = buffer;
        context.Response.Clear();
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }
    }

    private static StoredAnswer AnswerOf(HttpResponse response, byte[] hash, MemoryStream body)
    {
        var headers = KeptHeaders.Where(response.Headers.ContainsKey)
            .ToDictionary(name => name, name => response.Headers[name].ToString());
        return new(hash, (short)response.StatusCode, JsonSerializer.Serialize(headers), body.ToArray());
    }

    private static async Task ReplayAsync(HttpContext context, StoredAnswer stored, byte[] hash)
    {
        if (!stored.RequestHash.AsSpan().SequenceEqual(hash))
        {
            throw ProblemType.IdempotencyKeyReused.Exception(
                $"This {Header} was used for another request. Take a new one for a new request.");
        }

        ServingMeter.Replays.Add(1);
        context.Response.Clear();
        context.Response.StatusCode = stored.Status ?? StatusCodes.Status200OK;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(stored.Headers ?? "{}")!)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers[ReplayedHeader] = "true";
        await context.Response.Body.WriteAsync(stored.Body, context.RequestAborted);
    }

    private static async Task<byte[]> HashAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{request.Method}\n{request.Path}{request.QueryString}\n{request.ContentType}\n"));
        hash.AppendData(body.Span);
        return hash.GetHashAndReset();
    }
}
