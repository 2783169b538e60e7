using Lectern.Functions.Tests.Lists;
using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Homework;

internal sealed class HomeworkSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listHomework"] = "ok  ok  ok  ok  ok",
        ["exportHomework"] = "ok  ok  ok  ok  ok",
        ["getHomework"] = "ok  404 404 ok  ok",
        ["createHomework"] = "403 403 ok  ok  ok",
        ["createHomeworkBulk"] = "403 403 ok  ok  ok",
        ["updateHomework"] = "403 403 404 ok  ok",
        // By then the tutor has deleted it.
        ["deleteHomework"] = "403 403 404 ok  404",
        ["submitHomework"] = "ok  404 403 403 ok",
        ["gradeHomework"] = "403 403 404 ok  ok",
    };

    public override string World => """
        insert into homework (id, student_id, tutor_id, subject, title, due_at)
            values ('{homework}', '{students}', '{tutors}', 's', 't', now());
        """;

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("homework", $"""
            insert into homework (id, student_id, tutor_id, subject, title, due_at, created_at)
                select pg_temp.id(n), '{FullSchool.First}', '{FullSchool.First}', pg_temp.cell(n), pg_temp.cell(n + 1),
                    pg_temp.tie(n) + interval '70 years', pg_temp.tie(n)
                from numbers;
            """),
    ];

    public override IReadOnlyList<CostlyStatement> Costly =>
    [
        new("listHomework", "sort=-?(createdAt|title)&dueBefore=",
            "No index has a range of one time in another order. Sorted by dueAt, it reads a page."),
    ];

    public override string Large => """
        insert into homework (
                id, student_id, tutor_id, subject, title, due_at, status, submission, submitted_at, score, graded_at,
                created_at)
            select pg_temp.id(n), pg_temp.id(n % pg_temp.students() + 1), pg_temp.id(n % pg_temp.tutors() + 1),
                pg_temp.subject(n), pg_temp.name(n), due, state, case when state <> 'assigned' then 'x' end,
                case when state <> 'assigned' then due end, case when state = 'graded' then 50 end,
                case when state = 'graded' then due end, due - interval '7 days'
            from generate_series(1, pg_temp.rows()) n, pg_temp.at(n, pg_temp.rows()) due,
                lateral (select case when n % 2000 = 1 or due > now() - interval '3 days' then 'assigned'
                    when n % 2000 = 2 or due > now() - interval '30 days' then 'submitted'
                    else 'graded' end) s (state);
        """;
}
