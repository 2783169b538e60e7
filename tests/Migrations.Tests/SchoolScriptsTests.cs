using Lectern.Migrations.Archiving;
using Lectern.Migrations.Lint;
using Lectern.Migrations.Verify;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The scripts that ship: <c>db/</c>.</summary>
public sealed class SchoolScriptsTests(TestServer server)
{
    private static readonly MigrationOptions Options =
        new() { ScriptsFolder = Path.Combine(AppContext.BaseDirectory, "db") };

    // Zoë with a combining diaeresis, and blanks that .NET's Trim removes.
    private const string OldRows = """
        insert into students (id, full_name, email) values
            (gen_random_uuid(), E' \u00A0Zoe\u0308 A\u3000', 'a@example.org'),
            (gen_random_uuid(), E'Zo\u00EB B', 'b@example.org');
        insert into tutors (id, full_name, email, subjects, hourly_rate_minor, currency) values
            (gen_random_uuid(), 'Grace Hopper', 'c@example.org', array[E'Zoe\u0308 ', 'B'], 1, 'EUR');
        insert into users (id, username, email, role) values
            ('00000000-0000-0000-0000-000000000001', E'zo\u00EB', 'zoe1@example.org', 'admin'),
            ('00000000-0000-0000-0000-000000000002', E'zoe\u0308', E'zoe\u03082@example.org', 'admin')
        """;

    private const string ArchivableRows = """
        insert into students (id, full_name, email)
            values ('00000000-0000-0000-0000-000000000001', 's', 's@example.org');
        insert into payments (id, student_id, amount_minor, refunded_minor, currency, method, paid_at, version)
            values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', 9, 1, 'EUR', 'cash',
                '2019-01-01Z', 2);
        insert into refunds (id, payment_id, amount_minor, reason)
            select gen_random_uuid(), id, 1, 'r' from payments;
        insert into conversations (id, subject, message_count) values ('00000000-0000-0000-0000-000000000001', 's', 2);
        insert into messages (id, conversation_id, number, body, created_at)
            select gen_random_uuid(), '00000000-0000-0000-0000-000000000001', n, 'b', '2019-01-01Z'
            from generate_series(1, 2) n
        """;

    private const string Rows = """
        select to_jsonb(m)::text from messages m
        union all
        select to_jsonb(p)::text from payments p
        union all
        select to_jsonb(r)::text from refunds r
        order by 1
        """;

    [Fact]
    public void The_check_has_nothing_to_say() => Assert.Empty(new ScriptCheck(Options).Run());

    [Fact]
    public async Task Up_down_and_up_again_give_equal_schemas()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var connection = Sql.Open(database.OwnerConnectionString);
        var job = new MigrationJob(Options);
        job.Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);
        var first = SchemaSnapshot.Of(connection);

        job.DownTo(database.OwnerConnectionString, "0", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            SchemaSnapshot.Of(connection).Keys, name => name.StartsWith("relation", StringComparison.Ordinal));
        job.Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);

        Assert.Equal(first, SchemaSnapshot.Of(connection));
    }

    [Fact]
    public async Task Archived_rows_are_no_drift_and_return_when_the_archive_is_taken_back()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        string owner = database.OwnerConnectionString;
        var job = new MigrationJob(Options);
        job.Run(owner, TestContext.Current.CancellationToken);
        using var connection = Sql.Open(owner);
        var schema = SchemaSnapshot.Of(connection);
        Sql.Execute(owner, ArchivableRows);
        var rows = Sql.Column(owner, Rows);

        var now = DateTimeOffset.UtcNow;
        var moved = new ArchiveJob(new() { MessagesBefore = now, PaymentsBefore = now })
            .Run(owner, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1, 1), (moved.Messages, moved.Payments, moved.Refunds));
        Assert.Equal(schema, SchemaSnapshot.Of(connection));
        Assert.NotEqual(rows, Sql.Column(owner, Rows));
        job.DownTo(owner, "0019", TestContext.Current.CancellationToken);

        Assert.Equal(rows, Sql.Column(owner, Rows));
    }

    [Fact]
    public async Task Texts_older_than_their_rule_are_normalised_and_those_that_would_be_duplicates_are_named()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        string owner = database.OwnerConnectionString;
        new MigrationJob(Options with { To = "0013" }).Run(owner, TestContext.Current.CancellationToken);
        Sql.Execute(owner, OldRows);
        var events = new List<MigrationEvent>();

        new MigrationJob(Options with { Progress = events.Add }).Run(owner, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["Zo\u00EB A|2", "Zo\u00EB B|1"],
            Sql.Column(owner, "select full_name || '|' || version from students order by 1"));
        Assert.Equal(
            ["Zo\u00EB,B|2"],
            Sql.Column(owner, "select array_to_string(subjects, ',') || '|' || version from tutors"));
        Assert.Equal(
            ["zo\u00EB|zoe1@example.org|1", "zoe\u0308|zo\u00EB2@example.org|2"],
            Sql.Column(owner, "select username || '|' || email || '|' || version from users order by id"));
        Assert.Equal(
            [
                "username of users 00000000-0000-0000-0000-000000000002 is not normalised: "
                    + "it would violate users_username_key",
            ],
            events.OfType<ServerNotice>()
                .Where(notice => notice.Severity == "WARNING").Select(notice => notice.Message));
    }
}
