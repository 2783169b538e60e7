using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Methods: wrong, unknown, in lower case; the protocol's version; CORS.</summary>
internal static class MethodCases
{
    private static readonly string[] Requests =
    [
        "PUT students", "DELETE students", "PATCH students", "OPTIONS students", "TRACE students", "BREW students",
        $"POST students/{First}", $"PUT students/{First}", $"OPTIONS students/{First}", "GET students/bulk",
        "HEAD students/bulk", "DELETE students/bulk", "POST about", "DELETE health/live", "OPTIONS about",
        $"GET subscriptions/{First}/pause", $"HEAD subscriptions/{First}/cancellation", "POST docs", "PUT nowhere",
        "HEAD nowhere", "OPTIONS nowhere", "BREW nowhere", "PROPFIND students", "M-SEARCH students", "QUERY students",
        "LINK students", "PATCH nowhere", "DELETE nowhere",
    ];

    private static readonly string[] Spellings = ["get", "Get", "gET", "brew"];

    private static readonly string[] Refused = ["post", "options", "Delete"];

    public static IEnumerable<Case> All =>
    [
        .. Requests.Select(text => text.Split(' ')).Select(parts =>
            new Case($"method {parts[0]} {parts[1]}", new Request(parts[0], "/api/" + parts[1]))),
        .. Spellings.Select(method => new Case($"method {method} in another case", new Request(method, "/api/about"))),
        .. Refused.Select(method => new Case($"method {method} in another case", new Request(method, "/api/about"))
            .Differs("method-case", 405, 405, Comparer.Body)),
        new Case("method head in another case", new Request("head", "/api/about")).Differs(
            "method-case", 200, 200, "Transfer-Encoding", "Content-Length", Comparer.Body),
        new("method CONNECT", new Request("CONNECT", "school.example:80")),
        new Case("method OPTIONS *", new Request("OPTIONS", "*"))
            .Differs("no-route", 405, 404, [.. PathCases.Unrouted, "Allow"]),
        new("method with odd characters", new Request("G{E}T", "/api/about"), new Request("GE:T", "/api/about")),
        new("method override", new Request("GET", "/api/students").With("X-HTTP-Method-Override: DELETE")),
        new("HTTP/1.0", new Request("GET", "/api/about") { Version = "HTTP/1.0" }),
        new("HTTP/1.0 that stays open",
            new Request("GET", "/api/about") { Version = "HTTP/1.0" }.With("Connection: keep-alive")),
        new("HTTP/1.0 export", new Request("GET", "/api/students/export") { Version = "HTTP/1.0" }),
        new("HTTP/1.2", new Request("GET", "/api/about") { Version = "HTTP/1.2" }),
        new("HTTP/2.0 in a line", new Request("GET", "/api/about") { Version = "HTTP/2.0" }),
        new("no version", new Request("GET", "/api/about") { Version = "" }),
        new("Connection: close", new Request("GET", "/api/about").With("Connection: close")),
        new Case(
            "several requests on one connection", Request.Get("about"), Request.Get("nowhere"),
            Request.Head("students"), Request.Post("students", "{"), Request.Delete("students"),
            Request.Get("students?x=1"), Request.Get("about")).OnOneConnection(),
        .. Cors,
    ];

    private static IEnumerable<Case> Cors =>
    [
        new("CORS from this machine", Request.Get("students?limit=1").With("Origin: http://localhost:5173")),
        new("CORS from elsewhere", Request.Get("students?limit=1").With("Origin: https://elsewhere.example")),
        new("CORS with an origin of null", Request.Get("about").With("Origin: null")),
        new("CORS of a problem", Request.Get("students?x=1").With("Origin: http://localhost:5173")),
        new("CORS of an unknown path", Request.Get("nowhere").With("Origin: http://localhost:5173")),
        new("CORS of a wrong method", Request.Delete("students").With("Origin: http://localhost:5173")),
        new("CORS of an export with gzip", Request.Get("students/export").With(
            "Origin: http://localhost:5173", "Accept-Encoding: gzip")),
        Preflight("students", "http://localhost:5173", "POST"),
        Preflight($"students/{First}", "http://localhost:5173", "PATCH"),
        Preflight($"students/{First}", "http://localhost:5173", "TRACE"),
        Preflight("nowhere", "http://localhost:5173", "GET"),
        Preflight("students", "https://elsewhere.example", "GET"),
        new("pre-flight without a method", new Request("OPTIONS", "/api/students").With("Origin: http://localhost:1")),
        new("pre-flight without an origin",
            new Request("OPTIONS", "/api/students").With("Access-Control-Request-Method: GET")),
        new("pre-flight by GET", Request.Get("students?limit=1").With(
            "Origin: http://localhost:1", "Access-Control-Request-Method: POST")),
    ];

    private static Case Preflight(string path, string origin, string method) =>
        new($"pre-flight of {method} {path} from {origin}", new Request("OPTIONS", "/api/" + path).With(
            $"Origin: {origin}", $"Access-Control-Request-Method: {method}",
            "Access-Control-Request-Headers: content-type,if-match"));
}
