using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Problems;
using Lectern.Functions.Http.Telemetry;
using Npgsql;

namespace Lectern.Functions.Http.Idempotency;

/// <summary>
/// Answers a repeated POST as the first one was answered (draft-ietf-httpapi-idempotency-key-header). The function's
/// statements run in one transaction with the key, so the effect happens once also when the instance dies after the
/// commit: the retry finds the answer. An answer that is no success leaves neither effect nor key.
/// </summary>
public sealed class IdempotencyKeys(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";
    private const string ReplayedHeader = "Idempotency-Replayed";
    private const int MaxKeyLength = 255;
    private static readonly string[] KeptHeaders = ["Content-Type", "ETag", "Location"];

    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        string? key = HttpMethods.IsPost(request.Method) ? request.Headers[Header].FirstOrDefault() : null;
        if (key is null)
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<RequiresIdempotencyKeyAttribute>() is not null)
            {
                throw ProblemType.IdempotencyKeyRequired.Exception(
                    $"Send an {Header} of your own, a new UUID say, and the same one again with every retry.");
            }

            await next(context);
            return;
        }

        if (key.Length is 0 or > MaxKeyLength || request.Headers[Header].Count > 1 || key.Any(char.IsControl))
        {
            throw ProblemType.InvalidParameter.Exception($"{Header} must be one text of 1 to {MaxKeyLength} characters.");
        }

        await AnswerOnceAsync(context, key);
    }

    private async Task AnswerOnceAsync(HttpContext context, string key)
    {
        var token = context.RequestAborted;
        byte[] hash = await HashAsync(context.Request, token);
        string caller = context.User.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? context.User.FindFirstValue(ClaimTypes.Role) ?? "nobody";
        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        StoredAnswer? stored = null;
        await context.RequestServices.GetRequiredService<RequestDatabase>().InTransactionAsync(
            async (connection, transaction) =>
            {
                if (!await IdempotencyStore.ClaimAsync(connection, caller, key, hash, token))
                {
                    stored = await IdempotencyStore.ReadAsync(connection, caller, key, token);
                    return;
                }

                context.Response.Body = buffer;
                try
                {
                    await next(context);
                }
                finally
                {
                    context.Response.Body = body;
                }

                await KeepAsync(context, connection, transaction, caller, key, hash, buffer.ToArray());
            },
            token);
        if (stored is not null)
        {
            await ReplayAsync(context, stored, hash);
            return;
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(body, token);
    }

    private static async Task KeepAsync(
        HttpContext context, NpgsqlConnection connection, NpgsqlTransaction transaction, string caller, string key,
        byte[] hash, byte[] body)
    {
        if (context.Response.StatusCode is < 200 or > 299)
        {
            return;
        }

        var headers = KeptHeaders.Where(context.Response.Headers.ContainsKey)
            .ToDictionary(name => name, name => context.Response.Headers[name].ToString());
        var answer = new StoredAnswer(
            hash, (short)context.Response.StatusCode, JsonSerializer.Serialize(headers), body);
        await IdempotencyStore.KeepAsync(connection, caller, key, answer, context.RequestAborted);
        // From here on the effect counts, whether or not the caller is still there.
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task ReplayAsync(HttpContext context, StoredAnswer stored, byte[] hash)
    {
        if (!stored.RequestHash.AsSpan().SequenceEqual(hash))
        {
            throw ProblemType.IdempotencyKeyReused.Exception(
                $"This {Header} was used for another request. Take a new one for a new request.");
        }

        ServingMeter.CountReplay();
        context.Response.StatusCode = stored.Status ?? StatusCodes.Status200OK;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(stored.Headers ?? "{}")!)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers[ReplayedHeader] = "true";
        await context.Response.Body.WriteAsync(stored.Body, context.RequestAborted);
    }

    /// <summary>What makes two requests the same: method, URL, type and body.</summary>
    private static async Task<byte[]> HashAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{request.Method}\n{request.Path}{request.QueryString}\n{request.ContentType}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        request.Body = body;
        return hash.GetHashAndReset();
    }
}
