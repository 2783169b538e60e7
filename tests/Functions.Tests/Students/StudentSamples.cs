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
}
