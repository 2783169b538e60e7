using Lectern.Functions.Http;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Npgsql;

namespace Lectern.Functions.Users;

/// <summary>The SQL of users: one statement, one round trip.</summary>
public sealed class UserStore(RequestDatabase database)
{
    /// <summary>The orders of the list.</summary>
    public static IReadOnlyList<SortKey<User>> SortKeys { get; } =
    [
        new("createdAt", "created_at", typeof(DateTime), user => user.CreatedAt),
        new("username", "username", typeof(string), user => user.Username),
    ];

    private const string Columns =
        "id, username, email, role, is_active, external_id, created_at, updated_at, version";

    private const string WithProfile = """
        (select users.*, profiles.full_name as profile_full_name, profiles.phone as profile_phone,
            profiles.time_zone as profile_time_zone, profiles.locale as profile_locale
        from users left join profiles on profiles.user_id = users.id) as users
        """;

    private const string ProfileColumns =
        "profile_full_name, profile_phone, profile_time_zone, profile_locale";

    /// <summary>The users that a filter lets through.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="withProfile">Whether their profiles come along.</param>
    public static ListQuery<User> Query(UserFilter filter, bool withProfile) => new(
        withProfile ? $"{Columns}, {ProfileColumns}" : Columns,
        withProfile ? WithProfile : "users",
        Sql.And(
            (filter.Role is not null, "role = @Role"),
            (filter.Active is not null, "is_active = @Active"),
            (filter.Q is not null, $"search like {Sql.Folded("@Pattern")}")),
        new { filter.Role, filter.Active, Pattern = Sql.Containing(filter.Q) },
        PlanForValues: filter.Q is not null);

    /// <summary>A page of the list.</summary>
    public Task<Page<User>> ListAsync(
        UserFilter filter, bool withProfile, PageRequest<User> page, CancellationToken cancellationToken) =>
        Query(filter, withProfile).PageAsync(database, page, cancellationToken);

    /// <summary>The user, or null where there is none.</summary>
    public Task<User?> FindAsync(Guid id, bool withProfile, CancellationToken cancellationToken)
    {
        string sql = withProfile
            ? $"select {Columns}, {ProfileColumns} from {WithProfile} where id = @id"
            : $"select {Columns} from users where id = @id";
        return database.ReadSingleOrDefaultAsync<User>(sql, new { id }, cancellationToken);
    }

    /// <summary>Makes a user.</summary>
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
