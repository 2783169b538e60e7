namespace Lectern.Bench.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    public const string One = "one";
    public const string Create = "create";
    public const string Patch = "patch";
    public const string Payment = "payment";
    public const string Search = "search";
    public const string FirstPage = "first-page";
    public const string DeepPage = "deep-page";
    public const string Conversations = "conversations";

    private const string Json = "Content-Type: application/json\r\n";

    public static IReadOnlyList<LoadScenario> Loads { get; } =
    [
        new(One, "one student by id", "GET", "/api/students/{id}"),
        List(20),
        List(100),
        List(200),
        new(Search, "students whose name contains a text", "GET", "/api/students?q=student%2042{digit}&limit=20"),
        new(Create, "a new student", "POST", "/api/students",
            """{"fullName":"Student {number}","email":"{number}@example.com","grade":{digit}}""", Json, Status: 201),
        new(Patch, "a student's grade, with If-Match", "PATCH", "/api/students/{own}",
            """{"grade":{digit}}""", "Content-Type: application/merge-patch+json\r\nIf-Match: {etag}\r\n")
        {
            FirstPath = "/api/students/{own}",
        },
        new(Payment, "a payment, with an idempotency key", "POST", "/api/payments",
            """
            {"studentId":"{id}","amountMinor":4900,"currency":"EUR","method":"card",
             "paidAt":"2026-11-21T09:30:00.000001Z"}
            """,
            Json + "Idempotency-Key: {number}\r\n", Status: 201),
    ];

    public static IReadOnlyList<LoadScenario> LargeLoads { get; } =
    [
        Large(FirstPage, "the first page of 20 students of many", ""),
        Large(DeepPage, "page 10,000 of 20 students, by its cursor", $"&cursor={LoadScenario.CursorPlace}"),
        new(Conversations, "a tutor's conversations with their last messages", "GET", "/api/conversations?limit=20",
            Headers: $"X-Dev-Role: tutor\r\nX-Dev-User: {School.Tutor}\r\n")
        {
            IsLarge = true, IsLecternOnly = true,
        },
    ];

    public static IReadOnlyList<IScenario> All { get; } =
    [
        .. Loads, new ColdStart(), new WaitingClients(), new FanOut(), new MixedLoad(), .. LargeLoads,
        new BulkCreate(), new Export(),
    ];

    public static string ListOf(int rows) => $"list-{rows}";

    private static LoadScenario Large(string name, string what, string cursor) =>
        new(name, what, "GET", $"/api/students?limit=20{cursor}") { IsLarge = true };

    private static LoadScenario List(int rows) =>
        new(ListOf(rows), $"the first {rows} students", "GET", $"/api/students?limit={rows}");
}
