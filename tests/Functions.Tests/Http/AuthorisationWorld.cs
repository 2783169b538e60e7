using System.Text.RegularExpressions;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A student, his tutor, what they have in common, and two strangers.</summary>
internal sealed partial class AuthorisationWorld
{
    private readonly Dictionary<string, Guid> _ids = [];

    public static async Task<AuthorisationWorld> CreateAsync(SchoolApi api)
    {
        var world = new AuthorisationWorld();
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var command = data.CreateCommand(
            """
            insert into users (id, username, email, role)
            select id, name, name || '@example.org', role
            from unnest($1::uuid[], array['student', 'stranger', 'colleague', 'tutor', 'admin'],
                array['student', 'student', 'tutor', 'tutor', 'admin']) u (id, name, role);
            """);
        command.Parameters.Add(new() { Value = AuthorisationTable.Callers.Select(world.Id).ToArray() });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var rest = data.CreateCommand(world.Fill(
            """
            insert into profiles (user_id, full_name, time_zone, locale)
                values ('{student}', 'S', 'Europe/London', 'en');
            insert into students (id, full_name, email, user_id)
                values ('{students}', 'S', 's@example.org', '{student}'),
                    ('{other}', 'O', 'o@example.org', '{stranger}');
            insert into tutors (id, full_name, email, hourly_rate_minor, currency, user_id)
                values ('{tutors}', 'T', 't@example.org', 1, 'EUR', '{tutor}'),
                    ('{othertutor}', 'C', 'c@example.org', 1, 'EUR', '{colleague}');
            insert into tutor_students (tutor_id, student_id) values ('{tutors}', '{students}');
            insert into subscriptions (id, student_id, plan, amount_minor, currency, interval, starts_on)
                values ('{subscriptions}', '{students}', 'p', 1, 'EUR', 'month', '2026-01-01');
            insert into payments (id, student_id, amount_minor, refunded_minor, currency, method, paid_at)
                values ('{payments}', '{students}', 9000, 1, 'EUR', 'cash', now());
            insert into refunds (id, payment_id, amount_minor, reason) values ('{refunds}', '{payments}', 1, 'r');
            insert into homework (id, student_id, tutor_id, subject, title, due_at)
                values ('{homework}', '{students}', '{tutors}', 's', 't', now());
            insert into conversations (id, subject, message_count) values ('{conversations}', 's', 1);
            insert into participants (conversation_id, user_id)
                values ('{conversations}', '{student}'), ('{conversations}', '{tutor}');
            insert into messages (id, conversation_id, number, body) values ('{messages}', '{conversations}', 1, 'b');
            insert into bot_templates (id, name, locale, body, placeholders)
                values ('{templates}', 'homework.due', 'en', 'Hello {{name}}', array['name']);
            """));
        await rest.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return world;
    }

    public (string, string)[] Headers(string caller) =>
    [
        ("X-Dev-Role", caller switch { "stranger" => "student", "colleague" => "tutor", _ => caller }),
        ("X-Dev-User", $"{Id(caller)}"),
    ];

    /// <summary>Puts the world's ids into a route, a body or SQL.</summary>
    public string? Fill(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string resource = text.StartsWith("bot-messages", StringComparison.Ordinal) ? "templates"
            : text.StartsWith("users", StringComparison.Ordinal) ? "student"
            : text.Split('/')[0];
        text = Regex.Replace(text, @"\{id:guid\}", _ => $"{Id(resource)}");
        text = Regex.Replace(
            text, @"\{(student|message|refund)Id:guid\}", match => $"{Id(match.Groups[1].Value + "s")}");
        text = text.Replace(
            "{name}",
            text.StartsWith("docs", StringComparison.Ordinal) ? "swagger-ui.css" : "{name}",
            StringComparison.Ordinal);
        text = BodyId().Replace(text, match => $"\"{match.Groups[1].Value}Id\":\"{Id(match.Groups[1].Value switch
        {
            "lastMessage" => "messages",
            var one => one + "s",
        })}\"");
        text = text.Replace(
            "\"participantIds\":[\"0198e5a1-7320-783a-8dd8-eb4e26206a55\"]",
            $"\"participantIds\":[\"{Id("student")}\"]",
            StringComparison.Ordinal);
        return PlainId().Replace(text, match => $"{Id(match.Groups[1].Value)}");
    }

    private Guid Id(string name) => _ids.TryGetValue(name, out var id) ? id : _ids[name] = Guid.CreateVersion7();

    [GeneratedRegex("\"(student|tutor|conversation|lastMessage)Id\": ?\"[^\"]*\"")]
    private static partial Regex BodyId();

    [GeneratedRegex(@"(?<!\{)\{([a-z]+)\}(?!\})")]
    private static partial Regex PlainId();
}
