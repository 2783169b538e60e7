using Lectern.Functions.Tests.Lists;
using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Tutors;

internal sealed class TutorSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listStudentTutors"] = "ok  404 404 ok  ok",
        ["exportStudentTutors"] = "ok  404 404 ok  ok",
        ["listTutors"] = "ok  ok  ok  ok  ok",
        ["exportTutors"] = "ok  ok  ok  ok  ok",
        ["getTutor"] = "ok  404 404 ok  ok",
        ["createTutor"] = "403 403 403 403 ok",
        ["createTutors"] = "403 403 403 403 ok",
        ["updateTutor"] = "403 403 403 403 ok",
        ["deleteTutor"] = "403 403 403 403 ok",
        ["listTutorStudents"] = "ok  404 404 ok  ok",
        ["exportTutorStudents"] = "ok  404 404 ok  ok",
        ["getTutorStudent"] = "ok  404 404 ok  ok",
        ["putTutorStudent"] = "403 403 403 403 ok",
        ["deleteTutorStudent"] = "403 403 403 403 ok",
    };

    public override string World => """
        insert into tutors (id, full_name, email, hourly_rate_minor, currency, user_id)
            values ('{tutors}', 'T', 't@example.org', 1, 'EUR', '{tutor}'),
                ('{othertutor}', 'C', 'c@example.org', 1, 'EUR', '{colleague}');
        insert into tutor_students (tutor_id, student_id) values ('{tutors}', '{students}');
        """;

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("tutors", """
            insert into tutors (id, full_name, email, subjects, hourly_rate_minor, currency, created_at)
                select pg_temp.id(n), pg_temp.cell(n), n || '@example.org', array['=1+1', 'Chess'], 4500, 'EUR',
                    pg_temp.tie(n)
                from numbers;
            """),
        new("tutor_students", $"""
            insert into tutor_students (tutor_id, student_id)
                select '{FullSchool.First}', pg_temp.id(n) from numbers
                union select pg_temp.id(n), '{FullSchool.First}' from numbers;
            """,
            Key: "greatest(tutor_id, student_id)"),
    ];

    public override string Large => """
        insert into tutors (id, full_name, email, subjects, hourly_rate_minor, currency, is_active, user_id, created_at)
            select pg_temp.id(n), pg_temp.name(n), 't' || n || '@example.org',
                array[pg_temp.subject(n), pg_temp.subject(n / 12)], 4500, 'EUR', n % 50 <> 0,
                pg_temp.id(pg_temp.students() + n), pg_temp.at(n, pg_temp.tutors())
            from generate_series(1, pg_temp.tutors()) n;
        insert into tutor_students (tutor_id, student_id)
            select pg_temp.id(n % pg_temp.tutors() + 1), pg_temp.id(n) from generate_series(1, pg_temp.students()) n
            union
            select pg_temp.id(n * 7 % pg_temp.tutors() + 1), pg_temp.id(n)
            from generate_series(1, pg_temp.students()) n;
        """;

    public override IReadOnlyDictionary<string, string[]> Filters => new Dictionary<string, string[]>
    {
        ["q"] = ["example", "t123@", "nobody"],
        ["subject"] = ["Chess", "Nothing"],
    };
}
