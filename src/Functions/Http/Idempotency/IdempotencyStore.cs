using Lectern.Database;

namespace Lectern.Functions.Http.Idempotency;

public static class IdempotencyStore
{
    // More than one: the table shrinks even if each claim adds a key. Part of the SQL's text, as the lifetime.
    private const string DeletedPerClaim = "10";

    /// <summary>
    /// Waits while another request works with the key: the unique index makes the second insert wait for the first
    /// one's transaction. Deletes a few expired keys, whose answers have personal data.
    /// </summary>
    /// <returns>True if the key is new or expired.</returns>
    public static async Task<bool> ClaimAsync(
        NpgsqlConnection connection, string caller, string key, byte[] requestHash, CancellationToken cancellationToken)
    {
        const string sql = $"""
            with deleted as (
                delete from idempotency_keys
                where (caller, key) in (
                    select caller, key from idempotency_keys
                    where created_at < now() - {KeyLifetime.Interval}
                        and (caller, key) <> (@caller, @key)
                    order by created_at
                    limit {DeletedPerClaim}
                    for update skip locked)
            )
            insert into idempotency_keys as present (caller, key, request_hash)
            values (@caller, @key, @requestHash)
            on conflict (caller, key) do update
                set request_hash = excluded.request_hash, status = null, headers = null, body = null, created_at = now()
                where present.created_at < now() - {KeyLifetime.Interval}
            """;
        var parameters = new { caller, key, requestHash };
        return await connection.ExecuteAsync(Statements.Command(sql, parameters, cancellationToken)) == 1;
    }

    public static Task<StoredAnswer> ReadAsync(
        NpgsqlConnection connection, string caller, string key, CancellationToken cancellationToken)
    {
        const string sql = """
            select request_hash, status, headers::text as headers, body
            from idempotency_keys
            where caller = @caller and key = @key
            """;
        return connection.QuerySingleAsync<StoredAnswer>(
            Statements.Command(sql, new { caller, key }, cancellationToken));
    }

    /// <summary>Call it in the transaction of the effect.</summary>
    public static Task<int> KeepAsync(
        NpgsqlConnection connection, string caller, string key, StoredAnswer answer,
        CancellationToken cancellationToken)
    {
        const string sql = """
            update idempotency_keys
            set status = @Status, headers = @Headers::jsonb, body = @Body
            where caller = @caller and key = @key
            """;
        var parameters = new { caller, key, answer.Status, answer.Headers, answer.Body };
        return connection.ExecuteAsync(Statements.Command(sql, parameters, cancellationToken));
    }
}
