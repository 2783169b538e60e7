using System.Text;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Requests that write: each resource's create, change and delete, and their conditions.</summary>
internal static class WriteCases
{
    /// <summary>The body that assigns homework.</summary>
    public const string Homework = $$"""
        {"studentId":"{{First}}","tutorId":"{{First}}","subject":"Maths","title":"Sums","dueAt":"2097-01-01T00:00:00Z"}
        """;

    private static readonly string[] AsTutor = ["X-Dev-Role: tutor", $"X-Dev-User: {First}"];

    public static IEnumerable<Case> All => [.. Students, .. People, .. Money, .. Work, .. Talk, .. OfResources];

    /// <summary>The body that makes a student.</summary>
    public static string Student(string name) => $$"""{"fullName":"Ada","email":"{{name}}@compare.example"}""";

    private static IEnumerable<Case> Students =>
    [
        new(
            "student from create to delete",
            Post("students", Student("life")),
            Get("students/{id}"),
            Patch("students/{id}", """{"grade":8}"""),
            Patch("students/{id}", """{"grade":null,"fullName":"B"}""").With("If-Match: \"2\""),
            Patch("students/{id}", """{"grade":9}""").With("If-Match: \"2\""),
            Patch("students/{id}", """{"grade":9}""").With("If-Match: W/\"3\""),
            Patch("students/{id}", """{"grade":9}""").With("If-Match: 3"),
            Patch("students/{id}", """{"grade":9}""").With("If-Match: \"1\"", "If-Match: \"3\""),
            Patch("students/{id}", """{"grade":9}""").With("If-Match: *"),
            Patch("students/{id}", "{}"),
            Delete("students/{id}").With("If-Match: \"1\""),
            Delete("students/{id}"),
            Delete("students/{id}")),
        new(
            "student with a nested subscription and tutors",
            Post("students", $$$"""
                {"fullName":"Ada","email":"nested@compare.example","tutorIds":["{{{First}}}"],"subscription":
                {"plan":"weekly","amountMinor":4900,"currency":"EUR","interval":"month","startsOn":"2026-09-01"}}
                """)),
        new(
            "student with an e-mail that is taken",
            Post("students", Student("taken")),
            Post("students", Student("TAKEN"))),
        new(
            "student with a name in many scripts",
            Post("students", """
                {"fullName":"Zoë 😀 \u00e9\ud83d\ude00 שלום","email":"script@compare.example",
                "dateOfBirth":"2012-02-29"}
                """)),
        new(
            "student in chunks with a charset",
            new Request("POST", "/api/students").With("Content-Type: application/json; charset=utf-8")
                .Content(Student("chunks")).Chunked()),
        new(
            "student after a byte order mark",
            Post("students", "").Content([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Student("mark"))])),
        new("student by 100-continue", Post("students", Student("continue")).With("Expect: 100-continue")),
        new("student by HTTP/1.0", Post("students", Student("old")) with { Version = "HTTP/1.0" }),
        new("student with an unknown parameter", Post("students?onConflict=x", Student("parameter"))),
        new("student changed by JSON", new Request("PATCH", $"/api/students/{Id(4)}").Json("""{"grade":1}""")),
        new(
            "delete with a body",
            Post("students", Student("body")),
            Delete("students/{id}").Json($$"""{"id":"{{First}}"}""")),
        new(
            "bulk students",
            Post("students/bulk", $"[{Student("bulk1")},{Student("bulk2")}]"),
            Post("students/bulk", $"[{Student("bulk1")}]"),
            Post("students/bulk?onConflict=skip", $"[{Student("bulk1")}]"),
            Post("students/bulk?onConflict=update", $"[{Student("bulk1")},{Student("bulk3")}]"),
            Post("students/bulk?OnConflict=skip", $"[{Student("bulk1")}]")),
    ];

    private static IEnumerable<Case> People =>
    [
        new(
            "tutor from create to delete",
            Post("tutors", """{"fullName":"G","email":"g@compare.example","hourlyRateMinor":4500,"currency":"EUR"}"""),
            Patch("tutors/{id}", """{"subjects":["Chess","Go"]}"""),
            Put($"tutors/{{id}}/students/{Id(5)}"),
            Put($"tutors/{{id}}/students/{Id(5)}"),
            Get("tutors/{id}/students"),
            Delete($"tutors/{{id}}/students/{Id(5)}"),
            Delete($"tutors/{{id}}/students/{Id(5)}"),
            Delete("tutors/{id}")),
        new(
            "user and profile",
            Post("users", """{"username":"cmp","email":"cmp@compare.example","role":"tutor"}"""),
            Put("users/{id}/profile", """{"fullName":"Cmp","timeZone":"Europe/Vienna","locale":"de-AT"}"""),
            Put("users/{id}/profile", """{"fullName":"Cmp","timeZone":"Nowhere","locale":"x"}"""),
            Get("users/{id}/profile"),
            Patch("users/{id}", """{"isActive":false}"""),
            Delete("users/{id}")),
        new(
            "delete of a row that others need",
            Delete($"students/{First}"),
            Delete($"tutors/{First}"),
            Delete($"users/{First}")),
    ];

    private static IEnumerable<Case> Money =>
    [
        new(
            "subscription and its states",
            Post("subscriptions", Subscription(Id(6))),
            Put("subscriptions/{id}/pause"),
            Put("subscriptions/{id}/pause"),
            Delete("subscriptions/{id}/pause"),
            Patch("subscriptions/{id}", """{"endsOn":"2026-01-01"}"""),
            Put("subscriptions/{id}/cancellation").With("Content-Length: 0"),
            Put("subscriptions/{id}/pause")),
        new("subscription that overlaps", Post("subscriptions", Subscription(Id(7))),
            Post("subscriptions", Subscription(Id(7)))),
        new("subscription of nobody", Post("subscriptions", Subscription(Nobody))),
    ];

    private static IEnumerable<Case> Work =>
    [
        new(
            "homework from create to delete",
            Post("homework", Homework),
            Put("homework/{id}/grade", """{"score":92}"""),
            Put("homework/{id}/submission", """{"text":"One half."}"""),
            Put("homework/{id}/submission", """{"text":"Again."}"""),
            Put("homework/{id}/grade", """{"score":101}"""),
            Put("homework/{id}/grade", """{"score":92,"feedback":"Well done."}"""),
            Patch("homework/{id}", """{"title":"B"}"""),
            Delete("homework/{id}")),
        new("bulk homework", Post("homework/bulk", $"[{Homework},{Homework}]")),
    ];

    private static IEnumerable<Case> Talk =>
    [
        new(
            "conversation and message",
            Post("conversations", $$"""{"subject":"Talk","participantIds":["{{First}}","{{Id(3)}}"]}"""),
            Post("conversations/{id}/messages", """{"body":"Hello"}""").With(AsTutor),
            Get($"conversations/{First}/messages?limit=1")),
        new(
            "read mark",
            Put($"conversations/{First}/read", $$"""{"lastMessageId":"{{Id(7)}}"}""").With(AsTutor),
            Get($"conversations/{First}").With(AsTutor)),
    ];

    private static IEnumerable<Case> OfResources => ResourceCases.All.SelectMany(resource => resource.Writing);

    private static string Subscription(string student) => $$"""
        {"studentId":"{{student}}","plan":"weekly","amountMinor":4900,"currency":"EUR","interval":"month",
        "startsOn":"2026-09-01"}
        """;
}
