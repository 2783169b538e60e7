namespace Lectern.Bench.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    public const string One = "one";
    public const string Create = "create";
    public const string Patch = "patch";
    public const string Payment = "payment";
    public const string Search = "search";

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

    public static IReadOnlyList<IScenario> All { get; } = [.. Loads];

    public static string ListOf(int rows) => $"list-{rows}";

    private static LoadScenario List(int rows) =>
        new(ListOf(rows), $"the first {rows} students", "GET", $"/api/students?limit={rows}");
}
