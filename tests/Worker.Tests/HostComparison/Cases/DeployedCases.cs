using static Lectern.Worker.Tests.HostComparison.Cases.HeaderCases;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Callers and links where the platform names the caller.</summary>
internal static class DeployedCases
{
    // Among them: {}, null, [], {"claims":null}, {"claims":[null]}.
    private static readonly string[] Unreadable =
        ["x", "e30=", "bnVsbA==", "W10=", "eyJjbGFpbXMiOm51bGx9", "eyJjbGFpbXMiOltudWxsXX0=", "="];

    public static IEnumerable<Case> All =>
    [
        new("nobody", Get("students"), Get("about"), Get("nowhere"), Delete("students"), Get("students?x=1"),
            Post("students", "{"), Get("health/live"), Head("students")),
        new("admin of the platform", As(Get("users?limit=1"), "external-2"), As(Get("me"), "external-2")),
        new("tutor of the platform", As(Get("students?limit=2"), "external-1"), As(Get("users"), "external-1")),
        new("student of the platform", As(Get("me"), "external-3"), As(Post("students", "{}"), "external-3")),
        new("caller who is unknown", As(Get("students"), "nobody"), As(Get("about"), "nobody")),
        new("caller with an empty id", As(Get("students"), "")),
        .. from principal in Unreadable
           select new Case($"principal {principal}", Get("students").With($"X-MS-CLIENT-PRINCIPAL: {principal}")),
        new("two principals", As(As(Get("users"), "external-2"), "external-3")),
        new("development headers of an admin", Get("users").With("X-Dev-Role: admin", $"X-Dev-User: {First}")),
        new("gateway's address",
            As(Get("students?limit=1"), "external-2").With("X-Gateway-Host: api.example", "X-Gateway-Proto: https"),
            Get("about").With("X-Gateway-Host: api.example:8443", "X-Gateway-Proto: https")),
        new("gateway's address twice", Get("about").With("X-Gateway-Host: a.example", "X-Gateway-Host: b.example"),
            Get("about").With("X-Gateway-Host: a.example, b.example", "X-Gateway-Proto: https, http")),
        new("gateway's address that is none", Get("about").With("X-Gateway-Host: a b"),
            Get("about").With("X-Gateway-Proto: x y"), Get("about").With("X-Gateway-Host:")),
        new("forwarded address", Get("about").With(
            "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "X-Forwarded-For: 1.2.3.4")),
        new("origin that is allowed", Get("students").With("Origin: https://page.example"),
            new Request("OPTIONS", "/api/students").With(
                "Origin: https://page.example", "Access-Control-Request-Method: PATCH")),
        new("origin that is not", Get("about").With("Origin: http://localhost:5173")),
    ];

    private static Request As(Request request, string objectId) =>
        request.With($"X-MS-CLIENT-PRINCIPAL: {Principal(objectId)}");
}
