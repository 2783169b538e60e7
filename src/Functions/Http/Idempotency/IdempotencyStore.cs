namespace Lectern.Functions.Http.Idempotency;

public static class IdempotencyStore
{
    /// <summary>How long a key lives, in hours.</summary>
    private const int LifetimeHours = 24;

    /// <summary>
    /// Claims a key. Where another request is at work with it, waits until that has ended: a key is unique, and the
    /// server makes the second insert wait for the first one's transaction.
    /// </summary>
    /// <returns>True where the key is new, or so old that it counts as new.</returns>
    public static async Task<bool> ClaimAsync(
        NpgsqlConnection connection, string caller, string key, byte[] requestHash, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into idempotency_keys as present (caller, key, request_hash)
            values (@caller, @key, @requestHash)
            on conflict (caller, key) do update
                set request_hash = excluded.request_hash, status = null, headers = null, body = null, created_at = now()
                where present.created_at < now() - make_interval(hours => @LifetimeHours)
            """;
        var parameters = new { caller, key, requestHash, LifetimeHours };
        return await connection.ExecuteAsync(Statements.Command(sql, parameters, cancellationToken)) == 1;
    }

    /// <summary>The answer that was given to the key's first request.</summary>
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

    /// <summary>Keeps the answer, in the transaction of the effect.</summary>
    public static Task KeepAsync(
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
