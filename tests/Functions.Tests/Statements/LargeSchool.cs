using Lectern.Functions.Tests.Support;
using Lectern.Migrations.Archiving;
using Lectern.Testing;

namespace Lectern.Functions.Tests.Statements;

/// <summary>
/// A database with as many rows as are wanted in every table that grows, the old ones archived, on a server that writes
/// the plan of every statement of the API into its log.
/// </summary>
internal sealed class LargeSchool : IAsyncDisposable
{
    /// <summary>The rows for a student, and for a tutor, of each table that grows.</summary>
    public const int RowsForAStudent = 5;
    public const int RowsForATutor = 200;

    /// <summary>The planner rightly reads as many as a whole.</summary>
    private const int SmallRows = 15_000;
    private const int SmallPartition = 1_000;
    private const string Unlimited = ";Command Timeout=0";

    // Almost half of the rows.
    private static readonly DateTimeOffset ArchivedBefore = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private LargeSchool(TestServer server, TestDatabase filled, int rows) =>
        (Server, Filled, Rows) = (server, filled, rows);

    public TestServer Server { get; }

    public TestDatabase Filled { get; }

    public int Rows { get; }

    public static async Task<LargeSchool> CreateAsync(TestServer server, int rows)
    {
        var school = new LargeSchool(server, await server.CreateDatabaseAsync(), rows);
        // Foreign keys are not checked: a check for each of millions of rows would take minutes.
        Sql.Execute(school.Filled.SuperuserConnectionString + Unlimited, $"""
            set session_replication_role = replica;
            {FunctionsFor(rows)}
            {string.Concat(Samples.All.Select(RowsOf))}
            """);
        Sql.Execute(school.Filled.SuperuserConnectionString + Unlimited, "vacuum analyze");
        new ArchiveJob(new() { MessagesBefore = ArchivedBefore, PaymentsBefore = ArchivedBefore })
            .Run(school.Filled.OwnerConnectionString);
        Sql.Execute(school.Filled.SuperuserConnectionString + Unlimited, $"""
            insert into idempotency_keys (caller, key, request_hash, status, headers, body, created_at)
                select 'caller' || n % 1000, n::text, '\x00', 201, {"'{}'"}, '\x7b7d',
                    now() - n * (interval '25 hours' / {rows})
                from generate_series(1, {rows}) n;
            """);
        Sql.Execute(school.Filled.SuperuserConnectionString + Unlimited, "vacuum analyze");
        return school;
    }

    /// <summary>The tables that a statement must not read as a whole.</summary>
    public IReadOnlySet<string> BigTables() => Sql.Column(
        Filled.SuperuserConnectionString,
        "select relname from pg_class where relkind = 'r' and relnamespace in "
        + "('public'::regnamespace, 'archive'::regnamespace) "
        + $"and reltuples > case when relispartition then {SmallPartition} else {SmallRows} end").ToHashSet();

    /// <summary>The id of the nth row of a table.</summary>
    public static string Id(int n) => $"00000000-0000-7000-8000-{n:D12}";

    public ValueTask DisposeAsync() => Filled.DisposeAsync();

    private static string RowsOf(Samples samples) =>
        samples.Large.Length > 0 ? samples.Large + '\n' : string.Concat(samples.Tables.Select(table => table.Rows));

    private static string FunctionsFor(int rows) => $"""
        create function pg_temp.id(n bigint) returns uuid language sql immutable as
            $$ select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
        create function pg_temp.rows() returns int language sql immutable as $$ select {rows} $$;
        create function pg_temp.students() returns int language sql immutable as
            $$ select {rows / RowsForAStudent} $$;
        create function pg_temp.tutors() returns int language sql immutable as $$ select {rows / RowsForATutor} $$;
        create function pg_temp.at(n bigint, of bigint) returns timestamptz language sql immutable as
            $$ select timestamptz '2016-09-01T00:00:00Z' + n * (interval '3700 days' / of) $$;
        create function pg_temp.name(n bigint) returns text language sql immutable as
            $$ select initcap(translate(substr(md5(n::text), 1, 7), '0123456789', 'aeiouylrns')) || ' '
                || initcap(translate(substr(md5((n / 3)::text), 8, 9), '0123456789', 'aeiouylrns')) $$;
        create function pg_temp.subject(n bigint) returns text language sql immutable as
            $$ select (array['Maths', 'Physics', 'Chemistry', 'Biology', 'English', 'German', 'French', 'Latin',
                'History', 'Music', 'Art', 'Chess'])[n % 12 + 1] $$;
        create function pg_temp.tie(n int) returns timestamptz language sql immutable as
            $$ select timestamptz '2026-01-01T00:00:00Z' + n % 3 * interval '1 hour' $$;
        create function pg_temp.cell(n int) returns text language sql immutable as
            $$ select (array['=1+1', '+2', '-3', '@x', 'Zoë, "Z"', 'Ada'])[n % 6 + 1] $$;
        create temporary table numbers as select n from generate_series(1, {rows}) n;
        """;
}
