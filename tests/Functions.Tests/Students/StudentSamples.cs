using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Students;

internal sealed class StudentSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listStudents"] = "ok  ok  ok  ok  ok",
        ["exportStudents"] = "ok  ok  ok  ok  ok",
        ["getStudent"] = "ok  404 404 ok  ok",
        ["createStudent"] = "403 403 403 403 ok",
        ["createStudents"] = "403 403 403 403 ok",
        ["updateStudent"] = "403 403 403 403 ok",
        ["deleteStudent"] = "403 403 403 403 ok",
    };

    public override string World => """
        insert into students (id, full_name, email, user_id)
            values ('{students}', 'S', 's@example.org', '{student}'),
                ('{otherstudent}', 'O', 'o@example.org', '{stranger}');
        """;

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("students", """
            insert into students (id, full_name, email, created_at)
                select pg_temp.id(n), pg_temp.cell(n), n || '@example.org', pg_temp.tie(n) from numbers;
            """),
    ];

    public override string Large => """
        insert into students (id, full_name, email, grade, is_active, user_id, created_at)
            select pg_temp.id(n), pg_temp.name(n), 's' || n || '@example.org', n % 13 + 1, n % 50 <> 0, pg_temp.id(n),
                pg_temp.at(n, pg_temp.students())
            from generate_series(1, pg_temp.students()) n;
        """;

    public override IReadOnlyDictionary<string, string[]> Filters =>
        new Dictionary<string, string[]> { ["q"] = ["example", "s123@", "nobody"], ["grade"] = ["7"] };
}
