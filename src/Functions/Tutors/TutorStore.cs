namespace Lectern.Functions.Tutors;

public sealed class TutorStore(RequestDatabase database, BulkByEmail bulk)
{
    private const string Columns = $"id, {Written}, created_at, updated_at, version";
    private const string Written = "full_name, email, subjects, hourly_rate_minor, currency, is_active, user_id";

    // The rest does not leave the database for students. The time is for the order and the cursor of their lists.
    private const string SeenByStudents = "id, full_name, subjects, created_at, version";

    public Selection<Tutor> List(TutorQuery query, Caller caller, Guid? studentId = null) => new(
        database,
        ColumnsFor(caller),
        "tutors",
        Sql.And(
            (true, VisibleTo(caller)),
            (query.Active is not null, "is_active = @Active"),
            (query.Subject is not null, "subjects @> array[@Subject]"),
            (studentId is not null, """
                exists (select from tutor_students where tutor_id = tutors.id and student_id = @StudentId)
                """),
            (query.Q is not null, $"{SearchedBy(caller)} like {Sql.Folded("@Pattern")}")),
        new
        {
            query.Active,
            query.Subject,
            StudentId = studentId,
            Pattern = Sql.Containing(query.Q),
            Caller = caller.UserId,
        },
        PlanForValues: query.Q is not null || query.Subject is not null,
        IsPart: IsStudent(caller));

    /// <summary>Which tutors a caller sees, with <c>@Caller</c>: tutors themselves, students their own.</summary>
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

    public Task<Tutor?> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"select {ColumnsFor(caller)} from tutors where id = @id and {VisibleTo(caller)}";
        return database.ReadSingleOrDefaultAsync<Tutor>(sql, new { id, Caller = caller.UserId }, cancellationToken);
    }

    /// <exception cref="PostgresException">23505 tutors_email_key, tutors_user_id_key; 23503.</exception>
    public Task<Tutor> CreateAsync(TutorInput input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into tutors (id, {Written})
            values (@Id, @FullName, @Email, @Subjects, @HourlyRateMinor, @Currency, @IsActive, @UserId)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(input, new { Id = Guid.CreateVersion7() });
        return database.WriteSingleAsync<Tutor>(sql, parameters, cancellationToken);
    }

    /// <exception cref="ProblemException">409 conflict, naming each row whose e-mail address is taken.</exception>
    public Task<BulkResult> CreateManyAsync(
        IReadOnlyList<TutorInput> batch, BulkQuery query, CancellationToken cancellationToken) =>
        bulk.CreateAsync("tutors", Written, batch, query, cancellationToken);

    public Task<Tutor?> UpdateAsync(
        Guid id, Patch<TutorInput> patch, int[]? versions, CancellationToken cancellationToken)
    {
        string sql = $"""
            update tutors {Sql.SetPatched("tutors", Written)}
            where id = @id and {Sql.VersionIsGiven}
            returning {Columns}
            """;
        return database.WriteSingleOrDefaultAsync<Tutor>(
            sql, new { id, versions, Patch = ColumnJson.Of(patch) }, cancellationToken);
    }

    /// <exception cref="PostgresException">23503 where homework refers to it.</exception>
    public async Task<bool> DeleteAsync(Guid id, int[]? versions, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"delete from tutors where id = @id and {Sql.VersionIsGiven}",
            new { id, versions }, cancellationToken) == 1;

    private static bool IsStudent(Caller caller) => caller.Role is not (Role.Admin or Role.Tutor);

    private static string ColumnsFor(Caller caller) => IsStudent(caller) ? SeenByStudents : Columns;

    // A search by a part of the address would tell the address, letter by letter.
    private static string SearchedBy(Caller caller) => IsStudent(caller) ? Sql.Folded("full_name") : "search";
}
