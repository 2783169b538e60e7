using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Npgsql;

namespace Lectern.Functions.Tutors;

/// <summary>The SQL of tutors: one statement, one round trip.</summary>
public sealed class TutorStore(RequestDatabase database)
{
    /// <summary>The orders of the list.</summary>
    public static IReadOnlyList<SortKey<Tutor>> SortKeys { get; } =
    [
        new("createdAt", "created_at", typeof(DateTime), tutor => tutor.CreatedAt),
        new("fullName", "full_name", typeof(string), tutor => tutor.FullName),
    ];

    private const string Columns = """
        id, full_name, email, subjects, hourly_rate_minor, currency, is_active, user_id, created_at, updated_at, version
        """;

    /// <summary>The tutors that a filter lets through and a caller may see.</summary>
    public static ListQuery<Tutor> Query(TutorFilter filter, Caller caller) => new(
        Columns,
        "tutors",
        Sql.And(
            (true, VisibleTo(caller)),
            (filter.Active is not null, "is_active = @Active"),
            (filter.Subject is not null, "subjects @> array[@Subject]"),
            (filter.StudentId is not null, """
                exists (select from tutor_students where tutor_id = tutors.id and student_id = @StudentId)
                """),
            (filter.Q is not null, $"search like {Sql.Folded("@Pattern")}")),
        new
        {
            filter.Active,
            filter.Subject,
            filter.StudentId,
            Pattern = Sql.Containing(filter.Q),
            Caller = caller.UserId,
        },
        PlanForValues: filter.Q is not null || filter.Subject is not null);

    /// <summary>
    /// The condition under which a caller sees a row of <c>tutors</c>, with <c>@Caller</c>: a tutor sees himself, a
    /// student sees the tutors that he is linked to.
    /// </summary>
    public static string VisibleTo(Caller caller) => caller.Role switch
    {
        Role.Admin => "true",
        Role.Tutor => "tutors.user_id = @Caller",
        _ => """
            exists (
                select from tutor_students join students on students.id = student_id
                where tutor_id = tutors.id and students.user_id = @Caller)
            """,
    };

    /// <summary>A page of the list.</summary>
    public Task<Page<Tutor>> ListAsync(
        TutorFilter filter, Caller caller, PageRequest<Tutor> page, CancellationToken cancellationToken) =>
        Query(filter, caller).PageAsync(database, page, cancellationToken);

    /// <summary>The tutor, or null where there is none that the caller may see.</summary>
    public Task<Tutor?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from tutors where id = @id and {VisibleTo(caller)}";
        return database.ReadSingleOrDefaultAsync<Tutor>(sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <summary>Makes a tutor.</summary>
    /// <exception cref="PostgresException">23505 tutors_email_key, tutors_user_id_key; 23503
    /// tutors_user_id_fkey.</exception>
    public Task<Tutor> CreateAsync(TutorInput input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into tutors (id, full_name, email, subjects, hourly_rate_minor, currency, is_active, user_id)
            values (@Id, @FullName, @Email, @Subjects, @HourlyRateMinor, @Currency, @IsActive, @UserId)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(input, new { Id = Guid.CreateVersion7() });
        return database.WriteSingleAsync<Tutor>(sql, parameters, cancellationToken);
    }

    /// <summary>Changes the given members; null where there is no such tutor in one of the given versions.</summary>
    /// <exception cref="PostgresException">As <see cref="CreateAsync"/>.</exception>
    public Task<Tutor?> UpdateAsync(
        Guid id, Patch<TutorInput> patch, int[]? versions, CancellationToken cancellationToken)
    {
        const string sql = $"""
            update tutors set
                full_name = case when 'fullName' = any(@Members) then @FullName else full_name end,
                email = case when 'email' = any(@Members) then @Email else email end,
                subjects = case when 'subjects' = any(@Members) then @Subjects else subjects end,
                hourly_rate_minor =
                    case when 'hourlyRateMinor' = any(@Members) then @HourlyRateMinor else hourly_rate_minor end,
                currency = case when 'currency' = any(@Members) then @Currency else currency end,
                is_active = case when 'isActive' = any(@Members) then @IsActive else is_active end,
                user_id = case when 'userId' = any(@Members) then @UserId else user_id end
            where id = @id and {Sql.VersionIsGiven}
            returning {Columns}
            """;
        var parameters = Statements.Parameters(patch.Values, new { id, versions, patch.Members });
        return database.WriteSingleOrDefaultAsync<Tutor>(sql, parameters, cancellationToken);
    }

    /// <summary>Deletes a tutor and the links; false where there is none in one of the given versions.</summary>
    /// <exception cref="PostgresException">23503 where homework refers to it.</exception>
    public async Task<bool> DeleteAsync(Guid id, int[]? versions, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"delete from tutors where id = @id and {Sql.VersionIsGiven}",
            new { id, versions }, cancellationToken) == 1;
}
