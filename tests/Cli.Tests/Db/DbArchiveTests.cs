using System.Globalization;
using Lectern.Cli.Features;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

public sealed class DbArchiveTests(TestServer server)
{
    private const string Years = "select relname from pg_class where relispartition and relkind = 'r' order by 1";
    private const string Rows = """
        select 'message ' || number || ' ' || is_archived from all_messages
        union all
        select 'payment ' || extract(year from paid_at) from all_payments
        union all
        select 'refund ' || reason from all_refunds
        order by 1
        """;

    // The second to last message is old, but follows a new one, as after a change of the server's clock.
    private const string School = """
        insert into students (id, full_name, email)
            values ('00000000-0000-7000-8000-000000000001', 's', 's@example.org');
        insert into conversations (id, subject, message_count)
            values ('00000000-0000-7000-8000-000000000001', 's', 5);
        insert into messages (id, conversation_id, number, body, created_at)
            select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', n, 'b', at
            from unnest(array['2018-12-31T23:59:59Z', '2019-01-01T00:00:00Z', now(), '2018-01-01T00:00:00Z',
                now()]) with ordinality as posted (at, n);
        insert into payments (id, student_id, amount_minor, refunded_minor, currency, method, paid_at)
            select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 10, 1, 'EUR', 'cash', at
            from unnest(array['2018-06-01Z', '2019-06-01Z', now()]) as paid (at);
        insert into refunds (id, payment_id, amount_minor, reason)
            select gen_random_uuid(), id, 1, extract(year from paid_at) from payments where paid_at < '2020-01-01';
        insert into idempotency_keys (caller, key, request_hash, created_at)
            select 'c', n::text, '', now() - n * interval '20 hours' from generate_series(0, 3) n;
        """;

    [Fact]
    public async Task What_is_old_is_moved_once_and_the_last_message_and_what_follows_a_new_one_stay()
    {
        await using var database = await SchoolAsync();
        var before = Sql.Column(database.OwnerConnectionString, Rows);

        var planned = await ArchiveAsync(database, "archive", "--dry-run", "--json");
        // The count considers only the age.
        Assert.Equal((3, 2, 2, 2), Counts(planned));
        Assert.Empty(Sql.Column(database.OwnerConnectionString, Years));
        var run = await ArchiveAsync(database, "archive");
        var again = await ArchiveAsync(database, "archive", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(
            @"^messages +2 +moved\s+payments +2 +moved\s+refunds +2 +moved\s+idempotency_keys +2 +deleted\s*$",
            run.Output);
        Assert.Contains("Created archive.messages_2018.", run.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0, 0), Counts(again));
        Assert.Equal(
            ["messages_2018", "messages_2019", "payments_2018", "payments_2019", "refunds_2018", "refunds_2019"],
            Sql.Column(database.OwnerConnectionString, Years));
        var after = Sql.Column(database.OwnerConnectionString, Rows);
        Assert.Equal(
            ["message 1 true", "message 2 true", "message 3 false", "message 4 false", "message 5 false"], after[..5]);
        Assert.Equal(before[5..], after[5..]);
    }

    [Fact]
    public async Task Ages_decide_what_is_old()
    {
        await using var database = await SchoolAsync();

        var run = await ArchiveAsync(
            database, "archive", "--messages-older-than", "2019-01-01", "--payments-older-than", "99y", "--json");

        Assert.Equal((1, 0, 0, 2), Counts(run));
    }

    [Theory]
    [InlineData("2y", "2024-02-28")]
    [InlineData("18m", "2024-08-28")]
    [InlineData("60d", "2025-12-30")]
    [InlineData("2024-03-01", "2024-03-01")]
    [InlineData("2y6m", null)]
    [InlineData("y", null)]
    [InlineData("2026-03-01", null)]
    public void An_age_is_in_years_months_or_days_or_a_day(string text, string? day)
    {
        var now = new DateTimeOffset(2026, 2, 28, 0, 0, 0, TimeSpan.Zero);

        var moment = AgeOption.Parse(text, now);

        Assert.Equal(day, moment?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Years_are_counted_and_with_a_confirmation_dropped()
    {
        await using var database = await SchoolAsync();
        await ArchiveAsync(database, "archive");

        var counted = await ArchiveAsync(database, "drop-years", "--payments-before", "2019");
        Assert.Equal(0, counted.ExitCode);
        Assert.Matches(@"^archive\.refunds_2018 +1 +would be dropped\s+archive\.payments_2018 ", counted.Output);
        Assert.Equal("Nothing is dropped without --yes.", counted.Error.TrimEnd());
        Assert.Equal(6, Sql.Column(database.OwnerConnectionString, Years).Count);
        var dropped = await ArchiveAsync(
            database, "drop-years", "--payments-before", "2019", "--messages-before", "2020", "--yes", "--json");

        Assert.Equal((0, true), (dropped.ExitCode, dropped.Json.GetProperty("dropped").GetBoolean()));
        Assert.Equal(
            ["payments_2019", "refunds_2019"], Sql.Column(database.OwnerConnectionString, Years));
        Assert.Equal(
            [
                "message 3 false", "message 4 false", "message 5 false", "payment 2019",
                $"payment {DateTime.UtcNow.Year}", "refund 2019",
            ],
            Sql.Column(database.OwnerConnectionString, Rows));
    }

    [Fact]
    public async Task A_job_that_is_killed_in_a_batch_loses_and_repeats_nothing_and_holds_nobody_up()
    {
        await using var database = await SchoolAsync();
        string owner = database.OwnerConnectionString;
        // The partitions must be there: the job would wait for them, and not in a batch.
        await ArchiveAsync(database, "archive");
        Sql.Execute(owner, """
            insert into payments (id, student_id, amount_minor, refunded_minor, currency, method, paid_at)
                select gen_random_uuid(), student_id, 10, 1, 'EUR', 'cash', '2019-07-01Z' from payments;
            insert into refunds (id, payment_id, amount_minor, reason)
                select gen_random_uuid(), id, 1, 'late' from payments where paid_at < '2020-01-01';
            """);
        var before = Sql.Column(owner, Rows);
        using (var other = Sql.Open(owner))
        {
            Sql.Execute(other, "begin; lock table archive.refunds in share mode");
            // Its end kills it.
            using (LecternProcess.Start(owner, "db", "archive", "--lock-timeout", "1h"))
            {
                WaitForALock(database);
                var second = await ArchiveAsync(database, "archive");
                Assert.Equal((1, ""), (second.ExitCode, second.Output));
                Assert.Contains("Another archive job works on this database.", second.Error, StringComparison.Ordinal);
            }

            // The server notices within seconds; the test does not wait for that.
            Sql.Execute(database.SuperuserConnectionString, """
                select pg_terminate_backend(pid, 60000) from pg_stat_activity
                where datname = current_database() and application_name = 'lectern migrations'
                """);
        }

        Assert.Equal(before, Sql.Column(owner, Rows));
        var next = await ArchiveAsync(database, "archive", "--json");

        Assert.Equal((0, 1, 1, 0), Counts(next));
        Assert.Equal(before, Sql.Column(owner, Rows));
    }

    [Fact]
    public async Task A_signal_undoes_the_batch_and_stops_the_job()
    {
        await using var database = await SchoolAsync();
        string owner = database.OwnerConnectionString;
        var before = Sql.Column(owner, Rows);
        using var other = Sql.Open(owner);
        Sql.Execute(other, "begin; select from conversations for update");
        using var job = LecternProcess.Start(owner, "db", "archive", "--lock-timeout", "1h", "--json");
        WaitForALock(database);

        job.Terminate();
        var run = await job.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("interrupted", run.Json.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(before, Sql.Column(owner, Rows));
    }

    [Fact]
    public async Task A_lock_that_is_held_for_too_long_is_reported_with_its_holder()
    {
        await using var database = await SchoolAsync();
        using var other = Sql.Open(database.OwnerConnectionString);
        Sql.Execute(other, "begin; select from conversations for update");

        var run = await ArchiveAsync(database, "archive", "--lock-timeout", "1ms", "--lock-wait", "0s");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("messages:1:1: 55P03", run.Error, StringComparison.Ordinal);
        Assert.Contains("Its table is held by another session: pid", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--messages-older-than takes an age or a day in the past", "archive", "--messages-older-than", "2")]
    [InlineData("--messages-older-than takes an age or a day in the past", "archive", "--messages-older-than", "-1d")]
    [InlineData("--payments-older-than takes an age or a day in the past", "archive", "--payments-older-than", "9999y")]
    [InlineData(
        "--payments-older-than takes an age or a day in the past", "archive", "--payments-older-than", "9998-01-01")]
    [InlineData("Say what to drop: --messages-before YEAR or --payments-before YEAR.", "drop-years", "--yes")]
    [InlineData("--messages-before takes a number from 1970 to 9999.", "drop-years", "--messages-before", "69")]
    public async Task What_is_old_is_said_clearly(string message, params string[] arguments)
    {
        var run = await LecternTool.RunWithAsync("postgresql://db", ["db", .. arguments]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private async Task<TestDatabase> SchoolAsync()
    {
        var database = await server.CreateDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, School);
        return database;
    }

    private static Task<Run> ArchiveAsync(TestDatabase database, params string[] arguments) =>
        LecternTool.RunWithAsync(database.OwnerConnectionString, ["db", .. arguments]);

    private static (int Messages, int Payments, int Refunds, int Keys) Counts(Run run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        var json = run.Json;
        return (json.GetProperty("messages").GetInt32(), json.GetProperty("payments").GetInt32(),
            json.GetProperty("refunds").GetInt32(), json.GetProperty("idempotencyKeys").GetInt32());
    }

    private static void WaitForALock(TestDatabase database)
    {
        const string waiting = """
            select count(*), pg_sleep(0.05) from pg_stat_activity
            where datname = current_database() and application_name = 'lectern migrations'
                and wait_event_type = 'Lock'
            """;
        var looks = Enumerable.Range(0, 1_000)
            .Select(_ => Sql.Scalar<long>(database.SuperuserConnectionString, waiting));
        Assert.Contains(1, looks.Select(count => (int)count));
    }
}
