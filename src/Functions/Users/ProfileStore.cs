namespace Lectern.Functions.Users;

public sealed class ProfileStore(RequestDatabase database)
{
    private const string Columns = "full_name, phone, time_zone, locale, version";

    public Task<Profile?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from profiles where user_id = @userId";
        return database.ReadSingleOrDefaultAsync<Profile>(sql, new { userId }, cancellationToken);
    }

    /// <returns>Null if there is no such user, or if the profile is in none of the versions.</returns>
    public Task<Profile?> PutAsync(Guid userId, Profile profile, int[]? versions, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into profiles (user_id, full_name, phone, time_zone, locale)
            select id, @FullName, @Phone, @TimeZone, @Locale
            from users
            where id = @userId
                and (@versions::int[] is null or exists (select from profiles where user_id = @userId))
            for key share
            on conflict (user_id) do update
                set (full_name, phone, time_zone, locale) =
                    (excluded.full_name, excluded.phone, excluded.time_zone, excluded.locale)
                where @versions::int[] is null or profiles.version = any(@versions)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(profile, new { userId, versions });
        return database.WriteSingleOrDefaultAsync<Profile>(sql, parameters, cancellationToken);
    }
}
