namespace Lectern.Functions.Callers;

public sealed class CallerStore(RequestDatabase database)
{
    public async Task<Caller?> FindAsync(string externalId, CancellationToken cancellationToken)
    {
        const string sql = "select role, id as user_id from users where external_id = @externalId and is_active";
        var row = await database.ReadSingleOrDefaultAsync<CallerRow>(sql, new { externalId }, cancellationToken);
        return row is null ? null : new(row.Role, row.UserId);
    }

    private sealed record CallerRow
    {
        public required string Role { get; init; }

        public required Guid UserId { get; init; }
    }
}
