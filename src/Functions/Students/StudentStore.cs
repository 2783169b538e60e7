using Lectern.Functions.Subscriptions;
using Lectern.Functions.Tutors;

namespace Lectern.Functions.Students;

public sealed class StudentStore(RequestDatabase database, BulkByEmail bulk)
{
    private const string Columns = $"id, {Written}, created_at, updated_at, version";
    private const string Written = "full_name, email, grade, date_of_birth, is_active, user_id";

    public Selection<Student> List(StudentQuery query, Caller caller) => new(
        database,
        Columns,
        "students",
        Sql.And(
            (true, VisibleTo(caller)),
            (query.Active is not null, "is_active = @Active"),
            (query.Grade is not null, "grade = @Grade"),
            (query.TutorId is not null, """
                exists (select from tutor_students where student_id = students.id and tutor_id = @TutorId)
                """),
            (query.Q is not null, $"search like {Sql.Folded("@Pattern")}")),
        new { query.Active, query.Grade, query.TutorId, Pattern = Sql.Containing(query.Q), Caller = caller.UserId },
        PlanForValues: query.Q is not null);

    /// <summary>Which students a caller sees, with <c>@Caller</c>: tutors their own, students themselves.</summary>
    public static string VisibleTo(Caller caller) => caller.Role switch
    {
        Role.Admin => "true",
        Role.Tutor => """
            exists (
                select from tutor_students join tutors on tutors.id = tutor_id
                where student_id = students.id and tutors.user_id = @Caller)
            """,
        _ => "students.user_id = @Caller",
    };

    /// <summary>Which rows with a <c>student_id</c> a caller sees that no tutor sees, with <c>@Caller</c>.</summary>
    public static string OwnRows(Caller caller) => caller.Role switch
    {
        Role.Admin => "true",
        Role.Student => "student_id = (select own.id from students own where own.user_id = @Caller)",
        _ => "false",
    };

    public Task<Student?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {Columns} from students where id = @id and {VisibleTo(caller)}";
        return database.ReadSingleOrDefaultAsync<Student>(sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <summary>Creates a student with what belongs to it, all or nothing.</summary>
    /// <exception cref="PostgresException">23505 students_email_key, students_user_id_key; 23503.</exception>
    /// <exception cref="ProblemException">422, naming each missing tutor, or the subscription's fault.</exception>
    public async Task<Student> CreateAsync(StudentCreation input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            with missing as (
                select place from unnest(@TutorIds::uuid[]) with ordinality as named (tutor_id, place)
                where not exists (select from tutors where tutors.id = tutor_id)
            ),
            student as (
                insert into students (id, {Written})
                select @Id, @FullName, @Email, @Grade, @DateOfBirth::date, @IsActive, @UserId
                where not exists (select from missing)
                returning id
            ),
            linked as (
                insert into tutor_students (tutor_id, student_id)
                select distinct tutor_id, student.id from student, unnest(@TutorIds::uuid[]) as named (tutor_id)
            ),
            subscription as (
                insert into subscriptions (id, student_id, {SubscriptionStore.Terms})
                select @SubscriptionId, student.id, {SubscriptionStore.Terms}
                from student, json_populate_record(null::subscriptions, @Terms::json)
                where @Terms is not null
            )
            select place - 1 from missing order by place;
            select {Columns} from students where id = @Id
            """;
        string? terms = input.Subscription is null ? null : ColumnJson.Of(input.Subscription);
        var parameters = Statements.Parameters(
            input, new { Id = Guid.CreateVersion7(), SubscriptionId = Guid.CreateVersion7(), Terms = terms });
        try
        {
            var (missing, made) = await database.WriteUnlessMissingAsync<Student>(sql, parameters, cancellationToken);
            return missing.Count > 0 ? throw TutorStudentStore.MissingTutors(missing) : made!;
        }
        catch (PostgresException refused)
            when (refused.SqlState == PostgresErrorCodes.CheckViolation && refused.TableName == "subscriptions")
        {
            throw ConstraintRules.Broken(refused, "subscription.");
        }
    }

    /// <exception cref="ProblemException">409 conflict, naming each row whose e-mail address is taken.</exception>
    public Task<BulkResult> CreateManyAsync(
        IReadOnlyList<StudentInput> batch, BulkQuery query, CancellationToken cancellationToken) =>
        bulk.CreateAsync("students", Written, batch, query, cancellationToken);

    public Task<Student?> UpdateAsync(
        Guid id, Patch<StudentInput> patch, int[]? versions, CancellationToken cancellationToken)
    {
        string sql = $"""
            update students {Sql.SetPatched("students", Written)}
            where id = @id and {Sql.VersionIsGiven}
            returning {Columns}
            """;
        return database.WriteSingleOrDefaultAsync<Student>(
            sql, new { id, versions, Patch = ColumnJson.Of(patch) }, cancellationToken);
    }

    /// <exception cref="PostgresException">23503 where subscriptions, payments or homework refer to it.</exception>
    public async Task<bool> DeleteAsync(Guid id, int[]? versions, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"delete from students where id = @id and {Sql.VersionIsGiven}",
            new { id, versions }, cancellationToken) == 1;
}
