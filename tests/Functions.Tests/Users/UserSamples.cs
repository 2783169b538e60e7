using Lectern.Functions.Tests.Lists;
using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Users;

internal sealed class UserSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listUsers"] = "403 403 403 403 ok",
        ["exportUsers"] = "403 403 403 403 ok",
        ["getUser"] = "403 403 403 403 ok",
        ["createUser"] = "403 403 403 403 ok",
        ["updateUser"] = "403 403 403 403 ok",
        ["deleteUser"] = "403 403 403 403 ok",
        ["getUserProfile"] = "ok  404 404 404 ok",
        ["putUserProfile"] = "ok  404 404 404 ok",
        ["getMe"] = "ok  ok  ok  ok  ok",
    };

    /// <summary>The users are the callers, whom the test itself makes.</summary>
    public override string World => """
        insert into profiles (user_id, full_name, time_zone, locale) values ('{student}', 'S', 'Europe/London', 'en');
        """;

    public override IReadOnlyDictionary<string, string> Aliases =>
        new Dictionary<string, string> { ["users"] = "student" };

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("users", """
            insert into users (id, username, email, role, created_at)
                select pg_temp.id(n), pg_temp.cell(n) || n, n || '@example.org',
                    (array['tutor', 'admin', 'student'])[n % 3 + 1], pg_temp.tie(n)
                from numbers;
            """),
    ];

    public override string Rest => $"""
        insert into profiles (user_id, full_name, time_zone, locale)
            values ('{FullSchool.First}', '=1+1', 'UTC', 'en');
        """;

    /// <summary>Students, tutors and participants refer to users.</summary>
    protected override int Order => 0;

    public override string Large => """
        insert into users (id, username, email, role, is_active, created_at)
            select pg_temp.id(n), substr(md5(n::text), 1, 6) || 'user' || n, 'u' || n || '@example.org',
                case when n <= pg_temp.students() then 'student' else 'tutor' end, n % 50 <> 0,
                pg_temp.at(n * 17 % (pg_temp.students() + pg_temp.tutors()), pg_temp.students() + pg_temp.tutors())
            from generate_series(1, pg_temp.students() + pg_temp.tutors()) n;
        insert into profiles (user_id, full_name, time_zone, locale)
            select pg_temp.id(n), pg_temp.name(n), 'UTC', 'en'
            from generate_series(1, pg_temp.students() + pg_temp.tutors()) n;
        """;

    public override IReadOnlyDictionary<string, string[]> Filters =>
        new Dictionary<string, string[]> { ["q"] = ["user1", "user1234", "nobody"] };
}
