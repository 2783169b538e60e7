using Lectern.Testing;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>
/// A school with <see cref="Rows"/> rows of every resource. Row n has the id <see cref="Id"/>(n). Many rows tie in what
/// they are sorted by. User 1 is a tutor, 2 an admin and 3 a student; tutor 1 and student 3 belong to them.
/// </summary>
internal static class SeededSchool
{
    /// <summary>The number of rows of each resource.</summary>
    public const int Rows = 30;

    /// <summary>The id of row 1 of every resource.</summary>
    public const string First = "00000000-0000-7000-8000-000000000001";

    /// <summary>An id that no row has.</summary>
    public const string Nobody = "00000000-0000-7000-8000-999999999999";

    /// <summary>The id of row n of every resource.</summary>
    public static string Id(int n) => $"00000000-0000-7000-8000-{n:000000000000}";

    /// <summary>Writes the rows into an empty database.</summary>
    public static void Fill(string ownerConnectionString) => Sql.Execute(ownerConnectionString, $"""
        create function pg_temp.id(n int) returns uuid language sql immutable as
            $$ select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
        create function pg_temp.tie(n int) returns timestamptz language sql immutable as
            $$ select timestamptz '2026-01-01T00:00:00Z' + n % 3 * interval '1 hour' $$;
        create function pg_temp.name(n int) returns text language sql immutable as
            $$ select (array['=1+1', 'Grüße, "Z"', 'Ada', e'\tTab', 'Zoë 😀', '100% & more'])[n % 6 + 1] $$;
        create temporary table numbers as select n from generate_series(1, {Rows}) n;

        insert into users (id, username, email, role, external_id, created_at)
            select pg_temp.id(n), 'user ' || n, n || '@example.org',
                (array['tutor', 'admin', 'student'])[(n - 1) % 3 + 1], 'external-' || n, pg_temp.tie(n)
            from numbers;
        insert into profiles (user_id, full_name, time_zone, locale) values ('{First}', 'Ada', 'UTC', 'en');
        insert into students (id, full_name, email, grade, user_id, created_at)
            select pg_temp.id(n), pg_temp.name(n), n || '@example.org', n % 13 + 1,
                case n when 3 then pg_temp.id(n) end, pg_temp.tie(n)
            from numbers;
        insert into tutors (id, full_name, email, subjects, hourly_rate_minor, currency, user_id, created_at)
            select pg_temp.id(n), pg_temp.name(n), n || '@example.org', array['Chess', pg_temp.name(n)], 4500, 'EUR',
                case n when 1 then pg_temp.id(n) end, pg_temp.tie(n)
            from numbers;
        insert into tutor_students (tutor_id, student_id)
            select '{First}', pg_temp.id(n) from numbers where n < 21
            union select pg_temp.id(n), '{First}' from numbers where n < 21;
        insert into subscriptions (id, student_id, plan, amount_minor, currency, interval, starts_on, created_at)
            select pg_temp.id(n), pg_temp.id(n), pg_temp.name(n), 4900, 'EUR', 'month', date '2026-01-01' + n % 4,
                pg_temp.tie(n)
            from numbers;
        insert into homework (id, student_id, tutor_id, subject, title, due_at, created_at)
            select pg_temp.id(n), '{First}', '{First}', pg_temp.name(n), pg_temp.name(n + 1),
                timestamptz '2096-01-01T00:00:00Z' + n % 3 * interval '1 hour', pg_temp.tie(n)
            from numbers;
        insert into conversations (id, subject, last_activity_at, created_at)
            select pg_temp.id(n), pg_temp.name(n), pg_temp.tie(n + 1), pg_temp.tie(n) from numbers;
        insert into participants (conversation_id, user_id)
            select pg_temp.id(n), '{First}' from numbers union select '{First}', pg_temp.id(3);
        insert into messages (id, conversation_id, number, body)
            select pg_temp.id(n), '{First}', n, pg_temp.name(n) from numbers;
        update conversations set message_count = {Rows} where id = '{First}';
        {string.Concat(ResourceCases.All.Select(resource => resource.Rows))}
        """);
}
