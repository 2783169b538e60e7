namespace Lectern.Functions.Users;

public sealed class UserStore(RequestDatabase database)
{
    private const string Columns =
        "id, username, email, role, is_active, external_id, created_at, updated_at, version";

    private const string WithProfile = """
        (select users.*, profiles.full_name as profile_full_name, profiles.phone as profile_phone,
            profiles.time_zone as profile_time_zone, profiles.locale as profile_locale
        from users left join profiles on profiles.user_id = users.id) as users
        """;

    private const string ProfileColumns =
        "profile_full_name, profile_phone, profile_time_zone, profile_locale";

    public Selection<User> List(UserQuery query) => new(
        database,
        query.Expand is null ? Columns : $"{Columns}, {ProfileColumns}",
        query.Expand is null ? "users" : WithProfile,
        Sql.And(
            (query.Role is not null, "role = @Role"),
            (query.Active is not null, "is_active = @Active"),
            (query.Q is not null, $"search like {Sql.Folded("@Pattern")}")),
        new { query.Role, query.Active, Pattern = Sql.Containing(query.Q) },
        PlanForValues: query.Q is not null);

    public Task<User?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from users where id = @id";
        return database.ReadSingleOrDefaultAsync<User>(sql, new { id }, cancellationToken);
    }

    public Task<User?> FindWithProfileAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns}, {ProfileColumns} from {WithProfile} where id = @id";
        return database.ReadSingleOrDefaultAsync<User>(sql, new { id }, cancellationToken);
    }

    /// <exception cref="PostgresException">
    /// 23505 users_username_key, users_email_key, users_external_id_key.
    /// </exception>
    public Task<User> CreateAsync(UserInput input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into users (id, username, email, role, is_active, external_id)
            values (@Id, @Username, @Email, @Role, @IsActive, @ExternalId)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(input, new { Id = Guid.CreateVersion7() });
        return database.WriteSingleAsync<User>(sql, parameters, cancellationToken);
    }

    /// <summary>Changes the given members; null where there is no such user in one of the given versions.</summary>
    /// <exception cref="PostgresException">As <see cref="CreateAsync"/>.</exception>
    public Task<User?> UpdateAsync(
        Guid id, Patch<UserInput> patch, int[]? versions, CancellationToken cancellationToken)
    {
        const string sql = $"""
            update users set
                username = case when 'username' = any(@Members) then @Username else username end,
                email = case when 'email' = any(@Members) then @Email else email end,
                role = case when 'role' = any(@Members) then @Role else role end,
                is_active = case when 'isActive' = any(@Members) then @IsActive else is_active end,
                external_id = case when 'externalId' = any(@Members) then @ExternalId else external_id end
            where id = @id and {Sql.VersionIsGiven}
            returning {Columns}
            """;
        var parameters = Statements.Parameters(patch.Values, new { id, versions, patch.Members });
        return database.WriteSingleOrDefaultAsync<User>(sql, parameters, cancellationToken);
    }

    /// <summary>Deletes a user and the profile; false where there is none in one of the given versions.</summary>
    /// <exception cref="PostgresException">23503 where a student, a tutor or messages refer to it.</exception>
    public async Task<bool> DeleteAsync(Guid id, int[]? versions, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"delete from users where id = @id and {Sql.VersionIsGiven}",
            new { id, versions }, cancellationToken) == 1;
}
