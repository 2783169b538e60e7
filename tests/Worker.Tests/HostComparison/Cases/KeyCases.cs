using static Lectern.Worker.Tests.HostComparison.Cases.WriteCases;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary><c>Idempotency-Key</c>: new, replayed, reused, refused.</summary>
internal static class KeyCases
{
    private static readonly string Other = Homework.Replace("Sums", "Parts", StringComparison.Ordinal);

    public static IEnumerable<Case> All =>
    [
        new(
            "key that is new, replayed and reused",
            Keyed("a", Homework),
            Keyed("a", Homework),
            Keyed("a", Homework).Chunked(),
            Keyed("a", Other),
            Keyed("a", Homework) with { Target = "/api/homework?x=1" },
            Keyed("a", Homework) with { Target = "/api/homework/" },
            Keyed("a", Homework) with { Target = "/API/homework" },
            Keyed("a", Homework) with { Target = "/api/%68omework" },
            Keyed("a", Homework).With("X-Dev-Role: student")),
        new("key of a refusal", Keyed("b", "{"), Keyed("b", Homework), Keyed("b", Homework)),
        new("no key", Post("homework", Homework), Keyed("", Homework)),
        new(
            "two keys",
            Keyed("c", Homework).With("Idempotency-Key: d"),
            Keyed("c", Homework).With("Idempotency-Key: c")),
        new("keys joined by a comma", Keyed("c, d", Homework), Keyed("c,", Homework)),
        new("key of 255 characters", Keyed(new('k', 255), Homework), Keyed(new('k', 255), Homework)),
        new("key of 256 characters", Keyed(new('k', 256), Homework)),
        new("key with blanks and quotes", Keyed("\"a b\"", Homework), Keyed("  \"a b\"  ", Homework)),
        new("key with a tab", Keyed("a\tb", Homework)),
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
            Keyed("g", Homework),
            new Request("POST", "/api/homework").With("Content-Type: application/json; charset=utf-8")
                .With("Idempotency-Key: g").Content(Homework)),
        new("key with an unknown path", Post("nowhere", "{}").With("Idempotency-Key: h")),
        new(
            "key of a bulk",
            Post("tutors/bulk", "[]").With("Idempotency-Key: i"),
            Post("students/bulk", $"[{Student("keyed")}]").With("Idempotency-Key: i"),
            Post("students/bulk", $"[{Student("keyed")}]").With("Idempotency-Key: i")),
    ];

    private static Request Keyed(string key, string body) => Post("homework", body).With($"Idempotency-Key: {key}");
}
