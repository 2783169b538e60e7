using Dapper;
using Lectern.Database;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Npgsql;

namespace Lectern.Functions.Students;

/// <summary>The SQL of students: one statement, one round trip.</summary>
public sealed class StudentStore(ApplicationDatabase database)
{
    /// <summary>The orders of the list.</summary>
    public static IReadOnlyList<SortKey<Student>> SortKeys { get; } =
    [
        new("createdAt", "created_at", typeof(DateTime), student => student.CreatedAt),
        new("fullName", "full_name", typeof(string), student => student.FullName),
    ];

    private const string Columns =
        "id, full_name, email, grade, date_of_birth, is_active, created_at, updated_at, version";

    /// <summary>A page of the students that the filter lets through.</summary>
    public Task<Page<Student>> ListAsync(
        StudentFilter filter, PageRequest<Student> page, CancellationToken cancellationToken)
    {
        string where = Sql.And(
            (filter.Active is not null, "is_active = @Active"),
            (filter.Grade is not null, "grade = @Grade"),
            (filter.Q is not null, $"search like {Sql.Folded("@Pattern")}"));
        string sql = $"""
            {(filter.Q is null ? "" : Sql.PlanForValues)}
            select {Columns}
            from students
            where {where} and {page.Where}
            order by {page.OrderBy}
            limit @Fetch;
            """;
        if (page.WantsCount)
        {
            sql += $"select count(*) from students where {where}";
        }

        var parameters = new
        {
            filter.Active,
            filter.Grade,
            Pattern = Sql.Containing(filter.Q),
            AfterValue = page.After?.Value,
            AfterId = page.After?.Id,
            page.Fetch,
        };
        return database.ReadAsync(async (connection, token) =>
        {
            await using var results = await connection.QueryMultipleAsync(
                new CommandDefinition(sql, parameters, cancellationToken: token));
            if (filter.Q is not null)
            {
                await results.ReadAsync();
            }

            var rows = (await results.ReadAsync<Student>()).AsList();
            return page.ToPage(rows, page.WantsCount ? await results.ReadSingleAsync<long>() : null);
        }, cancellationToken);
    }

    /// <summary>The student, or null where there is none.</summary>
    public Task<Student?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from students where id = @id";
        return database.ReadAsync((connection, token) => connection.QuerySingleOrDefaultAsync<Student>(
            new CommandDefinition(sql, new { id }, cancellationToken: token)), cancellationToken);
    }

    /// <summary>Makes a student.</summary>
    /// <exception cref="PostgresException">23505 students_email_key.</exception>
    public Task<Student> CreateAsync(StudentInput input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into students (id, full_name, email, grade, date_of_birth, is_active)
            values (@Id, @FullName, @Email, @Grade, @DateOfBirth, @IsActive)
            returning {Columns}
            """;
        var parameters = new
        {
            Id = Guid.CreateVersion7(),
            input.FullName,
            input.Email,
            input.Grade,
            input.DateOfBirth,
            input.IsActive,
        };
        return database.WriteAsync((connection, token) => connection.QuerySingleAsync<Student>(
            new CommandDefinition(sql, parameters, cancellationToken: token)), cancellationToken);
    }

    /// <summary>Changes the given members; null where there is no such student in one of the given versions.</summary>
    /// <exception cref="PostgresException">23505 students_email_key.</exception>
    public Task<Student?> UpdateAsync(
        Guid id, Patch<StudentInput> patch, int[]? versions, CancellationToken cancellationToken)
    {
        const string sql = $"""
            update students set
                full_name = case when 'fullName' = any(@Members) then @FullName else full_name end,
                email = case when 'email' = any(@Members) then @Email else email end,
                grade = case when 'grade' = any(@Members) then @Grade else grade end,
                date_of_birth = case when 'dateOfBirth' = any(@Members) then @DateOfBirth else date_of_birth end,
                is_active = case when 'isActive' = any(@Members) then @IsActive else is_active end
            where id = @id and (@versions::int[] is null or version = any(@versions))
            returning {Columns}
            """;
        var parameters = new
        {
            id,
            versions,
            patch.Members,
            patch.Values.FullName,
            patch.Values.Email,
            patch.Values.Grade,
            patch.Values.DateOfBirth,
            patch.Values.IsActive,
        };
        return database.WriteAsync((connection, token) => connection.QuerySingleOrDefaultAsync<Student>(
            new CommandDefinition(sql, parameters, cancellationToken: token)), cancellationToken);
    }

    /// <summary>Deletes a student; false where there is none in one of the given versions.</summary>
    public async Task<bool> DeleteAsync(Guid id, int[]? versions, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from students
            where id = @id and (@versions::int[] is null or version = any(@versions))
            """;
        int rows = await database.WriteAsync((connection, token) => connection.ExecuteAsync(
            new CommandDefinition(sql, new { id, versions }, cancellationToken: token)), cancellationToken);
        return rows == 1;
    }
}
