using static Lectern.Worker.Tests.HostComparison.Cases.WriteCases;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary><c>Idempotency-Key</c>: new, replayed, reused, refused.</summary>
internal static class KeyCases
{
    private const string Payment = $$"""
        {"studentId":"{{First}}","amountMinor":100,"currency":"EUR","method":"cash","paidAt":"2026-02-01T08:30:00Z"}
        """;

    private static readonly string OtherPayment = Payment.Replace("100", "200", StringComparison.Ordinal);

    public static IEnumerable<Case> All =>
    [
        new(
            "key that is new, replayed and reused",
            Keyed("a", Payment),
            Keyed("a", Payment),
            Keyed("a", Payment).Chunked(),
            Keyed("a", OtherPayment),
            Keyed("a", Payment) with { Target = "/api/payments?x=1" },
            Keyed("a", Payment) with { Target = "/api/payments/" },
            Keyed("a", Payment) with { Target = "/API/payments" },
            Keyed("a", Payment) with { Target = "/api/%70ayments" },
            Keyed("a", Payment).With("X-Dev-Role: student")),
        new("key of a refusal", Keyed("b", "{"), Keyed("b", Payment), Keyed("b", Payment)),
        new("no key", Post("payments", Payment), Keyed("", Payment)),
        new(
            "two keys",
            Keyed("c", Payment).With("Idempotency-Key: d"),
            Keyed("c", Payment).With("Idempotency-Key: c")),
        new("keys joined by a comma", Keyed("c, d", Payment), Keyed("c,", Payment)),
        new("key of 255 characters", Keyed(new('k', 255), Payment), Keyed(new('k', 255), Payment)),
        new("key of 256 characters", Keyed(new('k', 256), Payment)),
        new("key with blanks and quotes", Keyed("\"a b\"", Payment), Keyed("  \"a b\"  ", Payment)),
        new("key with a tab", Keyed("a\tb", Payment)),
        new(
            "key on PATCH and PUT",
            Patch($"students/{Id(9)}", """{"grade":2}""").With("Idempotency-Key: e"),
            Put($"users/{Id(9)}/profile", """{"fullName":"A","timeZone":"UTC","locale":"en"}""")
                .With("Idempotency-Key: e")),
        new(
            "key with compressed answers",
            Post("students", Student("gzip")).With("Idempotency-Key: f", "Accept-Encoding: gzip"),
            Post("students", Student("gzip")).With("Idempotency-Key: f", "Accept-Encoding: br")),
        new(
            "key with another content type",
            Keyed("g", Payment),
            new Request("POST", "/api/payments").With("Content-Type: application/json; charset=utf-8")
                .With("Idempotency-Key: g").Content(Payment)),
        new("key with an unknown path", Post("nowhere", "{}").With("Idempotency-Key: h")),
        new(
            "key of a bulk",
            Post("tutors/bulk", "[]").With("Idempotency-Key: i"),
            Post("students/bulk", $"[{Student("keyed")}]").With("Idempotency-Key: i"),
            Post("students/bulk", $"[{Student("keyed")}]").With("Idempotency-Key: i")),
    ];

    private static Request Keyed(string key, string body) => Post("payments", body).With($"Idempotency-Key: {key}");
}
