namespace Lectern.Functions.Users;

public sealed class UserStore(RequestDatabase database)
{
    private const string Columns = $"id, {Written}, created_at, updated_at, version";
    private const string Written = "username, email, role, is_active, external_id";

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
            // The index of the few who are no students.
            (query.Role is not (null or Role.Student), $"role <> '{Role.Student}'"),
            (query.Active is true, "is_active"),
            // The index of the few who are not.
            (query.Active is false, "not is_active"),
            (query.Q is not null, $"search like {Sql.Folded("@Pattern")}")),
        new { query.Role, Pattern = Sql.Containing(query.Q) },
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

    /// <exception cref="PostgresException">23505 with the key of username, email or external id.</exception>
    public Task<User> CreateAsync(UserInput input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into users (id, {Written})
            values (@Id, @Username, @Email, @Role, @IsActive, @ExternalId)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(input, new { Id = Guid.CreateVersion7() });
        return database.WriteSingleAsync<User>(sql, parameters, cancellationToken);
    }

    /// <exception cref="PostgresException">23505 as above; 23514 users_last_admin_check.</exception>
    public Task<User?> UpdateAsync(
        Guid id, Patch<UserInput> patch, int[]? versions, CancellationToken cancellationToken)
    {
        string sql = $"""
            update users {Sql.SetPatched("users", Written)}
            where id = @id and {Sql.VersionIsGiven}
            returning {Columns}
            """;
        return database.WriteSingleOrDefaultAsync<User>(
            sql, new { id, versions, Patch = ColumnJson.Of(patch) }, cancellationToken);
    }

    /// <exception cref="PostgresException">
    /// 23503 where a student, a tutor or messages refer to it; 23514 users_last_admin_check.
    /// </exception>
    public async Task<bool> DeleteAsync(Guid id, int[]? versions, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"delete from users where id = @id and {Sql.VersionIsGiven}",
            new { id, versions }, cancellationToken) == 1;
}
