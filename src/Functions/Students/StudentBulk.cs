using Dapper;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Problems;
using Npgsql;

namespace Lectern.Functions.Students;

/// <summary>Makes many students in one statement, all or none.</summary>
public sealed class StudentBulk(RequestDatabase database)
{
    private static readonly string[] Taken = ["is taken by another row"];

    private const string Rows = """
        unnest(@Ids, @FullNames, @Emails, @Grades, @DatesOfBirth, @AreActive, @UserIds)
            with ordinality as rows (id, full_name, email, grade, date_of_birth, is_active, user_id, place)
        """;

    /// <summary>Makes the students, or does with those that are there by e-mail as the caller wishes.</summary>
    /// <exception cref="ProblemException">409 conflict, naming each row whose e-mail address is taken.</exception>
    public async Task<BulkResult> CreateAsync(
        IReadOnlyList<StudentInput> students, string onConflict, CancellationToken cancellationToken)
    {
        string sql = $"""
            with written as (
                insert into students as present (id, full_name, email, grade, date_of_birth, is_active, user_id)
                select id, full_name, email, grade, date_of_birth, is_active, user_id from {Rows}
                {ConflictClause(onConflict)}
                returning id, lower(email collate "und-x-icu") as email, xmax = 0 as is_new
            )
            select written.id, is_new
            from {Rows} join written on written.email = lower(rows.email collate "und-x-icu")
            order by place
            """;
        var parameters = Parameters(students);
        try
        {
            return await database.WriteAsync(
                async (connection, token) =>
                {
                    var written = (await connection.QueryAsync<(Guid Id, bool IsNew)>(
                        new CommandDefinition(sql, parameters, cancellationToken: token))).AsList();
                    return new BulkResult(
                        written.Count(row => row.IsNew), [.. written.Select(row => row.Id).Distinct()]);
                },
                cancellationToken);
        }
        catch (PostgresException taken) when (taken.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CardinalityViolation)
        {
            throw await NameTheRowsAsync(parameters, taken, cancellationToken) ?? (Exception)taken;
        }
    }

    private static string ConflictClause(string onConflict) => onConflict switch
    {
        OnConflict.Skip => """on conflict (lower(email collate "und-x-icu")) do nothing""",
        OnConflict.Update => """
            on conflict (lower(email collate "und-x-icu")) do update
                set (full_name, email, grade, date_of_birth, is_active, user_id) =
                    (excluded.full_name, excluded.email, excluded.grade, excluded.date_of_birth, excluded.is_active,
                    excluded.user_id)
            """,
        _ => "",
    };

    private static object Parameters(IReadOnlyList<StudentInput> students) => new
    {
        Ids = students.Select(_ => Guid.CreateVersion7()).ToArray(),
        FullNames = students.Select(student => student.FullName).ToArray(),
        Emails = students.Select(student => student.Email).ToArray(),
        Grades = students.Select(student => student.Grade).ToArray(),
        DatesOfBirth = students.Select(student => student.DateOfBirth).ToArray(),
        AreActive = students.Select(student => student.IsActive).ToArray(),
        UserIds = students.Select(student => student.UserId).ToArray(),
    };

    private async Task<ProblemException?> NameTheRowsAsync(
        object parameters, PostgresException taken, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select place - 1
            from (
                select place, lower(email collate "und-x-icu") as email,
                    row_number() over (partition by lower(email collate "und-x-icu") order by place) as occurrence
                from {Rows}
            ) named
            where occurrence > 1
                or exists (select from students where lower(students.email collate "und-x-icu") = named.email)
            order by place
            limit 100
            """;
        var places = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<long>(
                new CommandDefinition(sql, parameters, cancellationToken: token)),
            cancellationToken);
        var errors = places.ToDictionary(place => $"[{place}].email", _ => Taken);
        return errors.Count == 0
            ? null
            : ProblemType.Conflict.Exception(
                $"{taken.ConstraintName ?? "students_email_key"}: {string.Join(", ", errors.Keys.Take(10))} taken.", errors);
    }
}
