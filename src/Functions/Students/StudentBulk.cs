namespace Lectern.Functions.Students;

/// <summary>Makes many students in one statement, all or none.</summary>
public sealed class StudentBulk(BulkByEmail bulk)
{
    private static readonly string[] Columns =
        ["full_name", "email", "grade", "date_of_birth", "is_active", "user_id"];

    private const string Rows = """
        unnest(@Ids, @FullNames, @Emails, @Grades, @DatesOfBirth, @AreActive, @UserIds)
            with ordinality as rows (id, full_name, email, grade, date_of_birth, is_active, user_id, place)
        """;

    /// <summary>Makes the students, or does with those that are there by e-mail as the caller wishes.</summary>
    /// <exception cref="ProblemException">409 conflict, naming each row whose e-mail address is taken.</exception>
    public Task<BulkResult> CreateAsync(
        IReadOnlyList<StudentInput> students, BulkQuery query, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            Ids = students.Select(_ => Guid.CreateVersion7()).ToArray(),
            FullNames = students.Select(student => student.FullName).ToArray(),
            Emails = students.Select(student => student.Email).ToArray(),
            Grades = students.Select(student => student.Grade).ToArray(),
            DatesOfBirth = students.Select(student => student.DateOfBirth).ToArray(),
            AreActive = students.Select(student => student.IsActive).ToArray(),
            UserIds = students.Select(student => student.UserId).ToArray(),
        };
        return bulk.CreateAsync(new("students", Columns, Rows, parameters), query.OnConflict, cancellationToken);
    }
}
