using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Lectern.Bench.Contestants.Common;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Lectern.Bench.Contestants.Limit;

/// <summary>
/// The key, the payment and the answer in one transaction. A repeated key is refused: the bench sends none.
/// </summary>
internal sealed class LimitPayments(NpgsqlDataSource source)
{
    public async Task CreateAsync(HttpContext context)
    {
        var token = context.RequestAborted;
        byte[] body = await Requests.BodyAsync(context.Request);
        string key = Requests.KeyOf(context.Request);
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (!await ClaimAsync(connection, key, SHA256.HashData(body), token))
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return;
        }

        var input = JsonSerializer.Deserialize(body, RowsJson.Default.PaymentInput)!;
        var answer = new ArrayBufferWriter<byte>(1024);
        var (id, version) = await PayAsync(connection, input, answer, token);
        string location = Paging.LinkTo(context.Request, id);
        await KeepAsync(connection, key, Requests.Headers(version, location), answer.WrittenMemory, token);
        await transaction.CommitAsync(token);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.Location = location;
        Requests.SetETag(context.Response, version);
        await context.Response.BodyWriter.WriteAsync(answer.WrittenMemory, token);
    }

    private static async Task<bool> ClaimAsync(
        NpgsqlConnection connection, string key, byte[] hash, CancellationToken token)
    {
        await using var claim = new NpgsqlCommand(SchoolSql.ClaimKey, connection);
        claim.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Requests.Caller });
        claim.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        claim.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        return await claim.ExecuteNonQueryAsync(token) == 1;
    }

    private static async Task<(Guid Id, int Version)> PayAsync(
        NpgsqlConnection connection, PaymentInput input, IBufferWriter<byte> answer, CancellationToken token)
    {
        await using var pay = new NpgsqlCommand(SchoolSql.Pay, connection);
        pay.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        pay.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = input.StudentId });
        pay.Parameters.Add(LimitStudents.OrNull(input.SubscriptionId, NpgsqlDbType.Uuid));
        pay.Parameters.Add(new NpgsqlParameter<long> { TypedValue = input.AmountMinor });
        pay.Parameters.Add(new NpgsqlParameter<string> { TypedValue = input.Currency });
        pay.Parameters.Add(new NpgsqlParameter<string> { TypedValue = input.Method });
        pay.Parameters.Add(LimitStudents.OrNull(input.Reference, NpgsqlDbType.Text));
        pay.Parameters.Add(new NpgsqlParameter<DateTime>
        {
            TypedValue = input.PaidAt,
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
        });
        await using var rows = await pay.ExecuteReaderAsync(token);
        await rows.ReadAsync(token);
        await using var writer = LimitJson.WriterOf(answer);
        LimitJson.WritePayment(writer, rows);
        return (rows.GetGuid(0), rows.GetInt32(12));
    }

    private static async Task KeepAsync(
        NpgsqlConnection connection, string key, string headers, ReadOnlyMemory<byte> body, CancellationToken token)
    {
        await using var keep = new NpgsqlCommand(SchoolSql.KeepAnswer, connection);
        keep.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Requests.Caller });
        keep.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        keep.Parameters.Add(new NpgsqlParameter<short> { TypedValue = StatusCodes.Status201Created });
        keep.Parameters.Add(new NpgsqlParameter<string> { TypedValue = headers });
        keep.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = body });
        await keep.ExecuteNonQueryAsync(token);
    }
}
