using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Paths: encodings, slashes, dots, case; and those that nothing is at.</summary>
internal static class PathCases
{
    private static readonly string[] Targets =
    [
        "/api/students/", "/api/students//", "/api/./students", "/api/x/../students", "/api/students/..",
        "/api/students/../", "/../api/about", "/api/%2e%2e/api/about", "/api/%2E/about", "/api/students/%2e%2e%2fabout",
        "/api/students%2F", "/api/%73tudents", "/%61pi/about", "/API/STUDENTS?limit=1", "/Api/About",
        $"/api/STUDENTS/{First}", "/api/students/00000000-0000-7000-8000-00000000000A", "/api/students/7",
        $"/api/students/{First}x", $"/api/students/{First}/", $"/api/students/{First}/nothing",
        "/api/students/%7B00000000-0000-7000-8000-000000000001%7D", "/api/students/00000000000070008000000000000001",
        "/api/students/%00", "/api/%00", "/api/students%00", "/api/%25", "/api/%2500x", "/api/100%25", "/api/%",
        "/api/%zz", "/api/%FF", "/api/%C3%28", "/api/Gr%C3%BC%C3%9Fe/%F0%9F%98%80", "/api/Gr\u00C3\u00BCn",
        "/api/\u00E9", "/api/nowhere", "/api/nowhere/", "/api/a/b/c/d/e/f", "/api/students;x=1", "/api/about;x",
        "/api/students%20", "/api/%20students", "/api/a+b", "/api/a%2Bb", "/api/a%5Cb", "/api/a\\b", "/api/%7Bid%7D",
        "/api/{id}", "/api/a|b", "/api/a\"b", "/api/a<b>", "/api/a^b`c", "/api/~a!$&'()*,;=:@b", "/api/zzUnknown",
        "/api/health", "/api/docs/", "/api/docs/a%2Fb", "/api/docs/a/b", "/api/docs/%2e%2e", "/api/docs/swagger-ui.CSS",
        "/api/openapi.json/", "/api/students?", "/api/nowhere?", "http://other.example/api/about",
        "http://other.example:81/api/about?x=1", "https://other.example/api/about", "*", "api/about", "/api/about#x",
        "/api/?x=1",
    ];

    /// <summary>What differs where the Functions host answers by itself that nothing is there.</summary>
    public static readonly string[] Unrouted =
    [
        "Cache-Control", "Content-Length", "Content-Type", "Transfer-Encoding", "X-Content-Type-Options", Comparer.Body,
    ];

    private static readonly string[] OutsideOfThePrefix =
    [
        "/api//students", "//api/students", "/api/../../about", "/api%2Fstudents", "/students", "/favicon.ico",
        "/x?y=1",
    ];

    public static IEnumerable<Case> All =>
    [
        .. OutsideOfThePrefix.Select(target =>
            new Case($"path {target}", new Request("GET", target)).Differs("no-route", 404, 404, Unrouted)),
        .. Targets.Select(target => new Case($"path {target}", new Request("GET", target))),
        new("path encoded twice", Get("%2573tudents"), Get("conversations/%2500x/messages"), Get("a%252Fb"),
            Get("a%25zz"),
            Get("%2561bout"), Get("docs/%2573wagger-ui.css"), Get("docs/a%252Fb"), Get("docs/%2500"), Get("docs/%25zz"),
            Get("docs/%2525"), Get("students/%2530"), Get("docs/100%25")),
        new Case("root", new Request("GET", "/")).Differs(
            "root", 302, 404, "Cache-Control", "Location", "X-Content-Type-Options"),
        new("route prefix", new Request("GET", "/api")),
        new("route prefix with a slash", new Request("GET", "/api/")),
        new("route prefix by other methods", new Request("HEAD", "/api"), new Request("DELETE", "/api/")),
        new Case("route prefix with a path as a parameter", new Request("GET", "/api?path=about"))
            .Differs("route-prefix", 302, 405, [.. Unrouted, "Allow", "Location"]),
        new Case("route prefix with a path in the body", new Request("POST", "/api/").Json("{\"path\":\"about\"}"))
            .Differs("route-prefix", 404, 405, "Allow", Comparer.Body),
        new("path of 2,000 characters", Get(new string('x', 2000))),
        new("path of 8,100 characters", Get(new string('x', 8100))),
        new("path of 8,192 characters", Get(new string('x', 8192))),
        new("path of 20,000 characters", Get(new string('x', 20_000))),
        new("path of 500 segments", Get(string.Concat(Enumerable.Repeat("a/", 500)))),
    ];
}
