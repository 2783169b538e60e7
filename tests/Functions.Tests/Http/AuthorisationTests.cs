using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Support;
using Lectern.LocalHost;
using Lectern.Testing;
using Microsoft.Azure.Functions.Worker;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>
/// Every function × everybody. The rows of the paths belong to one student and to the tutor who teaches him; the others
/// are strangers to both.
/// </summary>
public sealed partial class AuthorisationTests(TestServer server)
{
    /// <summary>In this order: the student, another student, another tutor, the tutor, an admin.</summary>
    private static readonly string[] Callers = ["student", "stranger", "colleague", "tutor", "admin"];

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["listStudents"] = "ok  ok  ok  ok  ok",
        ["exportStudents"] = "ok  ok  ok  ok  ok",
        ["getStudent"] = "ok  404 404 ok  ok",
        ["createStudent"] = "403 403 403 403 ok",
        ["createStudents"] = "403 403 403 403 ok",
        ["updateStudent"] = "403 403 403 403 ok",
        ["deleteStudent"] = "403 403 403 403 ok",
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
        ["listSubscriptions"] = "ok  ok  403 403 ok",
        ["exportSubscriptions"] = "ok  ok  403 403 ok",
        ["getSubscription"] = "ok  404 403 403 ok",
        ["createSubscription"] = "403 403 403 403 ok",
        ["updateSubscription"] = "403 403 403 403 ok",
        ["pauseSubscription"] = "403 403 403 403 ok",
        ["resumeSubscription"] = "403 403 403 403 ok",
        ["cancelSubscription"] = "403 403 403 403 ok",
        ["listPayments"] = "ok  ok  403 403 ok",
        ["exportPayments"] = "ok  ok  403 403 ok",
        ["summarizePayments"] = "ok  ok  403 403 ok",
        ["getPayment"] = "ok  404 403 403 ok",
        ["createPayment"] = "403 403 403 403 ok",
        ["listRefunds"] = "ok  404 403 403 ok",
        ["exportRefunds"] = "ok  404 403 403 ok",
        ["getRefund"] = "ok  404 403 403 ok",
        ["createRefund"] = "403 403 403 403 ok",
        ["listConversations"] = "ok  ok  ok  ok  ok",
        ["exportConversations"] = "ok  ok  ok  ok  ok",
        ["getConversation"] = "ok  404 404 ok  ok",
        ["createConversation"] = "ok  ok  ok  ok  ok",
        ["markConversationRead"] = "ok  404 404 ok  ok",
        ["listMessages"] = "ok  404 404 ok  ok",
        ["exportMessages"] = "ok  404 404 ok  ok",
        ["getMessage"] = "ok  404 404 ok  ok",
        ["createMessage"] = "ok  404 404 ok  ok",
        ["streamConversationEvents"] = "ok  404 404 ok  ok",
        ["listBotTemplates"] = "403 403 ok  ok  ok",
        ["exportBotTemplates"] = "403 403 ok  ok  ok",
        ["getBotTemplate"] = "403 403 ok  ok  ok",
        ["createBotTemplate"] = "403 403 403 403 ok",
        ["updateBotTemplate"] = "403 403 403 403 ok",
        ["deleteBotTemplate"] = "403 403 403 403 ok",
        ["renderBotTemplate"] = "403 403 ok  ok  ok",
        ["createBotMessage"] = "403 403 404 ok  ok",
        ["listUsers"] = "403 403 403 403 ok",
        ["exportUsers"] = "403 403 403 403 ok",
        ["getUser"] = "403 403 403 403 ok",
        ["createUser"] = "403 403 403 403 ok",
        ["updateUser"] = "403 403 403 403 ok",
        ["deleteUser"] = "403 403 403 403 ok",
        ["getUserProfile"] = "ok  404 404 404 ok",
        ["putUserProfile"] = "ok  404 404 404 ok",
        ["getMe"] = "ok  ok  ok  ok  ok",
        ["getStatus"] = "403 403 403 403 ok",
        ["getAbout"] = "ok  ok  ok  ok  ok",
        ["getLiveness"] = "ok  ok  ok  ok  ok",
        ["getReadiness"] = "ok  ok  ok  ok  ok",
        ["getOpenApi"] = "ok  ok  ok  ok  ok",
        ["getDocs"] = "ok  ok  ok  ok  ok",
        ["getDocsAsset"] = "ok  ok  ok  ok  ok",
    };

    [Fact]
    public async Task Every_function_answers_everybody_as_the_contract_says()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var world = await World.CreateAsync(api);
        await using var closed = LocalApplication.Build(
            new Dictionary<string, string?> { ["DATABASE_URL"] = api.Database.ApplicationConnectionString }, port: 0);
        await closed.StartAsync(TestContext.Current.CancellationToken);
        using var closedClient = SchoolApi.ClientOf(closed);

        var wrong = new List<string>();
        // What takes something away comes last, so that the others still find it.
        foreach (var (function, trigger, body, isPublic) in Functions().OrderBy(f => f.Name.StartsWith("delete", StringComparison.Ordinal)))
        {
            if (!Expected.TryGetValue(function, out string? row))
            {
                wrong.Add($"{function} has no row in the table.");
                continue;
            }

            string[] expected = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < Callers.Length; i++)
            {
                string actual = await StatusAsync(api.Client, trigger, world.Fill(trigger.Route)!, world.Fill(body), world.Headers(Callers[i]));
                if (actual != expected[i])
                {
                    wrong.Add($"{function} as {Callers[i]}: expected {expected[i]}, was {actual}");
                }
            }

            string nobody = await StatusAsync(closedClient, trigger, world.Fill(trigger.Route)!, world.Fill(body), []);
            if (nobody != (isPublic ? "ok" : "401"))
            {
                wrong.Add($"{function} as nobody: {nobody}");
            }
        }

        Assert.Empty(Expected.Keys.Except(Functions().Select(function => function.Name)));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<string> StatusAsync(
        HttpClient client, HttpTriggerAttribute trigger, string path, string? body, (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(new(trigger.Methods[0]), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        if (body is not null)
        {
            request.Content = Requests.Json(
                body, trigger.Methods[0] == "patch" ? "application/merge-patch+json" : "application/json");
        }

        using var response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            ? ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)
            : "ok";
    }

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger, string? Body, bool IsPublic)> Functions() =>
        typeof(LocalApplication).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .Select(method => (
                method.GetCustomAttribute<FunctionAttribute>()!.Name,
                method.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!,
                method.GetCustomAttribute<BodyAttribute>()?.Example,
                method.DeclaringType!.GetCustomAttribute<Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute>() is not null));

    /// <summary>A student, his tutor, what they have in common, and two strangers.</summary>
    private sealed partial class World
    {
        private readonly Dictionary<string, Guid> _ids = [];

        public static async Task<World> CreateAsync(SchoolApi api)
        {
            var world = new World();
            await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
            await using var command = data.CreateCommand(
                """
                insert into users (id, username, email, role)
                select id, name, name || '@example.org', role
                from unnest($1::uuid[], array['student', 'stranger', 'colleague', 'tutor', 'admin'],
                    array['student', 'student', 'tutor', 'tutor', 'admin']) u (id, name, role);
                """);
            command.Parameters.Add(new() { Value = Callers.Select(world.Id).ToArray() });
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await using var rest = data.CreateCommand(world.Fill(
                """
                insert into profiles (user_id, full_name, time_zone, locale)
                    values ('{student}', 'S', 'Europe/London', 'en');
                insert into students (id, full_name, email, user_id)
                    values ('{students}', 'S', 's@example.org', '{student}'), ('{other}', 'O', 'o@example.org', '{stranger}');
                insert into tutors (id, full_name, email, hourly_rate_minor, currency, user_id)
                    values ('{tutors}', 'T', 't@example.org', 1, 'EUR', '{tutor}'), ('{othertutor}', 'C', 'c@example.org', 1, 'EUR', '{colleague}');
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
                """)!);
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
            text = Regex.Replace(text, @"\{(student|message|refund)Id:guid\}", match => $"{Id(match.Groups[1].Value + "s")}");
            text = text.Replace("{name}", text.StartsWith("docs", StringComparison.Ordinal) ? "swagger-ui.css" : "{name}", StringComparison.Ordinal);
            text = BodyId().Replace(text, match => $"\"{match.Groups[1].Value}Id\":\"{Id(match.Groups[1].Value switch
            {
                "lastMessage" => "messages",
                var one => one + "s",
            })}\"");
            text = text.Replace("\"participantIds\":[\"0198e5a1-7320-783a-8dd8-eb4e26206a55\"]", $"\"participantIds\":[\"{Id("student")}\"]", StringComparison.Ordinal);
            return PlainId().Replace(text, match => $"{Id(match.Groups[1].Value)}");
        }

        private Guid Id(string name) => _ids.TryGetValue(name, out var id) ? id : _ids[name] = Guid.CreateVersion7();

        [GeneratedRegex("\"(student|tutor|conversation|lastMessage)Id\": ?\"[^\"]*\"")]
        private static partial Regex BodyId();

        [GeneratedRegex(@"(?<!\{)\{([a-z]+)\}(?!\})")]
        private static partial Regex PlainId();
    }
}
