using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;

namespace Lectern.Functions.Tests.Lists;

/// <summary>
/// A school with <see cref="Rows"/> rows in every list. Many of them tie in whatever they are sorted by, and their
/// texts would be formulas to a spreadsheet. The first row of each resource has the id <see cref="First"/>; what
/// belongs to others belongs to the first of them.
/// </summary>
public sealed class FullSchool(TestServer server) : SchoolApi(server)
{
    /// <summary>How many rows each list has.</summary>
    public const int Rows = 40;

    /// <summary>The id of the first row of every resource.</summary>
    public const string First = "00000000-0000-7000-8000-000000000001";

    private const int RowsThatComeAndGo = 20;

    /// <summary>Behind all of these ids.</summary>
    private const string End = "00000000-0000-7000-8000-000000000100";

    /// <summary>What refers to others comes before them.</summary>
    private static readonly string[] Tables =
    [
        "bot_templates", "messages", "participants", "conversations", "homework", "refunds", "payments",
        "subscriptions", "tutor_students", "tutors", "students", "users",
    ];

    /// <summary>What the API says of itself.</summary>
    public JsonNode Document { get; private set; } = null!;

    /// <summary>The operations of the API: method, path and description.</summary>
    public IEnumerable<(string Method, string Path, JsonNode Operation)> Operations =>
        Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => (operation.Key.ToUpperInvariant(), path.Key[1..], operation.Value!)));

    /// <summary>The paths of all lists, of the first row where they belong to one.</summary>
    public IEnumerable<string> Lists => Operations
        .Where(operation => ParametersOf(operation.Operation).Contains("cursor")).Select(list => Fill(list.Path));

    /// <summary>A path, of the first rows.</summary>
    public static string Fill(string path)
    {
        while (path.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            path = path[..open] + First + path[(path.IndexOf('}', StringComparison.Ordinal) + 1)..];
        }

        return path;
    }

    /// <summary>The names of an operation's parameters.</summary>
    public static IEnumerable<string> ParametersOf(JsonNode operation) =>
        operation["parameters"]?.AsArray().Select(parameter => (string)parameter!["name"]!) ?? [];

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Sql.Execute(Database.OwnerConnectionString, $"""
            {RowsOf(1, Rows)}
            insert into profiles (user_id, full_name, time_zone, locale) values ('{First}', '=1+1', 'UTC', 'en');
            insert into bot_templates (id, name, locale, body, placeholders)
            values (gen_random_uuid(), 'homework.due', 'en', 'Hello {"{{name}}"}', array['name']);
            update payments set refunded_minor = {Rows} where id = '{First}';
            update conversations set message_count = {Rows} where id = '{First}';
            """);
        Document = (await this.GetAsync("openapi.json")).Json;
    }

    /// <summary>Has rows come into every list and go again, until it is cancelled.</summary>
    /// <returns>How often they came.</returns>
    public Task<int> ComeAndGoAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            int times = 0;
            for (; !cancellationToken.IsCancellationRequested; times++)
            {
                Sql.Execute(Database.OwnerConnectionString, RowsOf(Rows + 1, Rows + RowsThatComeAndGo));
                Sql.Execute(Database.OwnerConnectionString, string.Concat(Tables.Select(table =>
                    $"delete from {table} "
                    + $"where {KeyOf(table)} > '{First[..^2]}{Rows}' and {KeyOf(table)} < '{End}';\n")));
            }

            return times;
        },
        CancellationToken.None);

    private static string KeyOf(string table) => table switch
    {
        "participants" => "conversation_id",
        "tutor_students" => "greatest(tutor_id, student_id)",
        _ => "id",
    };

    private static string RowsOf(int from, int to) => $"""
        create function pg_temp.id(n int) returns uuid language sql immutable as
            $$ select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
        create function pg_temp.tie(n int) returns timestamptz language sql immutable as
            $$ select timestamptz '2026-01-01T00:00:00Z' + n % 3 * interval '1 hour' $$;
        create function pg_temp.cell(n int) returns text language sql immutable as
            $$ select (array['=1+1', '+2', '-3', '@x', e'\tTab', e'\rReturn', 'Zoë, "Z"', 'Ada'])[n % 8 + 1] $$;
        create temporary table numbers as select n from generate_series({from}, {to}) n;

        insert into users (id, username, email, role, created_at)
            select pg_temp.id(n), pg_temp.cell(n) || n, n || '@example.org',
                (array['tutor', 'admin', 'student'])[n % 3 + 1], pg_temp.tie(n)
            from numbers;
        insert into students (id, full_name, email, created_at)
            select pg_temp.id(n), pg_temp.cell(n), n || '@example.org', pg_temp.tie(n) from numbers;
        insert into tutors (id, full_name, email, subjects, hourly_rate_minor, currency, created_at)
            select pg_temp.id(n), pg_temp.cell(n), n || '@example.org', array['=1+1', 'Chess'], 4500, 'EUR',
                pg_temp.tie(n)
            from numbers;
        insert into tutor_students (tutor_id, student_id)
            select '{First}', pg_temp.id(n) from numbers
            union select pg_temp.id(n), '{First}' from numbers;
        insert into subscriptions (id, student_id, plan, amount_minor, currency, interval, starts_on, created_at)
            select pg_temp.id(n), pg_temp.id(n), pg_temp.cell(n), 4900, 'EUR', 'month', pg_temp.tie(n)::date + n % 4,
                pg_temp.tie(n)
            from numbers;
        insert into payments (id, student_id, amount_minor, currency, method, reference, paid_at, created_at)
            select pg_temp.id(n), pg_temp.id(n), 4900, 'EUR', 'card', pg_temp.cell(n), pg_temp.tie(n + 1),
                pg_temp.tie(n)
            from numbers;
        insert into refunds (id, payment_id, amount_minor, reason, created_at)
            select pg_temp.id(n), '{First}', 1, pg_temp.cell(n), pg_temp.tie(n) from numbers;
        insert into homework (id, student_id, tutor_id, subject, title, due_at, created_at)
            select pg_temp.id(n), '{First}', '{First}', pg_temp.cell(n), pg_temp.cell(n + 1),
                pg_temp.tie(n) + interval '70 years', pg_temp.tie(n)
            from numbers;
        insert into conversations (id, subject, last_activity_at, created_at)
            select pg_temp.id(n), pg_temp.cell(n), pg_temp.tie(n + 1), pg_temp.tie(n) from numbers;
        insert into participants (conversation_id, user_id) select pg_temp.id(n), '{First}' from numbers;
        insert into messages (id, conversation_id, number, body)
            select pg_temp.id(n), '{First}', n, pg_temp.cell(n) from numbers;
        insert into bot_templates (id, name, locale, body, placeholders, created_at)
            select pg_temp.id(n), 'template.' || n % 5, 'en-' || n, pg_temp.cell(n), '{"{}"}', pg_temp.tie(n)
            from numbers;
        """;
}
