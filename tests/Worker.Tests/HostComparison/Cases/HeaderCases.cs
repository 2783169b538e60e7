using System.Text;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Headers of requests that read: conditions, negotiation, callers, forwarding, tracing, odd ones.</summary>
internal static class HeaderCases
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private static readonly string[] Conditions =
    [
        "If-None-Match: \"1\"", "If-None-Match: W/\"1\"", "If-None-Match: *", "If-None-Match: \"0\", \"1\"",
        "If-None-Match: \"2\"", "If-None-Match: 1", "If-None-Match:", "If-None-Match: \"1\",", "If-None-Match: ,",
        "If-None-Match: \"1\" \"2\"", "If-None-Match: w/\"1\"", "If-None-Match: \"\"", "If-Match: \"2\"", "If-Match: *",
        "If-Modified-Since: Thu, 26 Nov 2026 00:00:00 GMT", "Range: bytes=0-9", "If-Range: \"1\"",
    ];

    private static readonly string[] Negotiations =
    [
        "Accept: text/html", "Accept: application/xml;q=0.1, */*;q=0", "Accept:", "Accept: x", "Accept-Encoding: gzip",
        "Accept-Encoding: br", "Accept-Encoding: gzip, br", "Accept-Encoding: br;q=0, gzip;q=0.5",
        "Accept-Encoding: identity;q=0", "Accept-Encoding: *", "Accept-Encoding:", "Accept-Encoding: deflate",
        "Accept-Charset: iso-8859-1", "Accept-Language: de", "TE: trailers", "Cache-Control: no-cache",
        "Pragma: no-cache",
    ];

    private static readonly string[] Others =
    [
        "X-Dev-Role: tutor", "X-Dev-Role: student", "X-Dev-Role: ADMIN", "X-Dev-Role: root", "X-Dev-Role:",
        "X-Dev-Role: admin, tutor", "X-Dev-User: x", $"X-Dev-User: {First}", "X-MS-CLIENT-PRINCIPAL: e30=",
        "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https",
        "X-Forwarded-Prefix: /x", "X-Original-URL: /api/users",
        "Forwarded: for=203.0.113.7;host=evil.example;proto=https", "X-Gateway-Host: evil.example",
        "X-Gateway-Proto: https", "X-ARR-LOG-ID: x", "Cookie: a=b; c=d", "Authorization: Bearer x",
        "Authorization: Basic eDp5", "x-functions-key: x", "Max-Forwards: 0", "Via: 1.1 proxy", "Upgrade: h2c",
        "Connection: X-Dev-Role", "Keep-Alive: timeout=5", "Proxy-Connection: close", "Trailer: X-After", "From: a@b",
        "User-Agent:", "Referer: x", "X-Empty:", "X_Underscore: 1", "X-Tab:\ta\tb", "Content-Type: text/plain",
        "Content-Encoding: gzip", "Last-Event-ID: 3", "Expect: x", "Origin: x", "x-ms-client-request-id: 1",
        "x-ms-request-id: 1", "Request-Id: |x.", "tracestate: a=b", "baggage: a=b",
    ];

    private static readonly string[] RolePaths =
    [
        "students?limit=3", $"students/{First}", "users", "homework?limit=2", "conversations",
        "status", "me", "students/export?format=csv",
        .. ResourceCases.All.SelectMany(resource => resource.RolePaths),
    ];

    public static IEnumerable<Case> All =>
    [
        .. Conditions.Select(line => new Case($"condition {line}",
            Get($"students/{First}").With(line), Get("students?limit=1").With(line))),
        new("two If-None-Match", Get($"students/{First}").With("If-None-Match: \"7\"", "If-None-Match: \"1\"")),
        new("If-None-Match on HEAD", Head($"students/{First}").With("If-None-Match: \"1\"")),
        .. Negotiations.Select(line => new Case($"negotiation {line}",
            Get("students?limit=5").With(line), Get("nowhere").With(line), Get("students/export").With(line))),
        new("compressed assets", Get("docs/swagger-ui.css").With("Accept-Encoding: gzip"),
            Get("docs/favicon-32x32.png").With("Accept-Encoding: gzip"),
            Head("docs/swagger-ui.css").With("Accept-Encoding: gzip"), Get("openapi.json").With("Accept-Encoding: br")),
        .. Others.Select(line => new Case($"header {line}",
            Get("students?limit=1").With(line), Get("nowhere").With(line), Get($"subscriptions/{Nobody}").With(line))),
        .. Malformed,
        .. Tracing,
        .. Roles,
    ];

    private static IEnumerable<Case> Malformed =>
    [
        new("no Host", Get("about").WithOnly()),
        new("header value in Latin-1", Get("about").With("X-Name: Gr\u00FCn")),
        new Case("HTTP/1.0 without a Host", Get("about").WithOnly() with { Version = "HTTP/1.0" })
            .Differs("empty-host", 400, 200, Comparer.Body, "Content-Type", "Cache-Control", "Expires", "Pragma"),
        new("two Hosts", Get("about").With("Host: other.example")),
        new("Host with a port", Get("about").WithOnly("Host: school.example:8080"),
            Get("students?limit=1").WithOnly("Host: [::1]:80")),
        new("Host that is no host", Get("about").WithOnly("Host: a b"), Get("about").WithOnly("Host: a/b"),
            Get("about").WithOnly("Host: \u00FC.example")),
        new("Host in punycode and capitals", Get("about").WithOnly("Host: XN--GRN-HOA.Example")),
        new("header without a colon", Get("about").With("nonsense")),
        new("header with a blank before the colon", Get("about").With("X-A : 1")),
        new("header without a name", Get("about").With(": 1")),
        new("folded header", Get("about").With("X-A: 1\r\n 2")),
        new("header with a NUL", Get("about").With("X-A: a\0b")),
        new("header with a bare CR", Get("about").With("X-A: a\rb")),
        new("header name with odd characters", Get("about").With("X!#$%&'*+-.^_`|~: 1"), Get("about").With("X(: 1")),
        new("duplicate headers", Get($"students/{First}").With("X-A: 1", "X-A: 2", "Accept: a/b", "Accept: c/d")),
        new("two X-Dev-Role", Get("students?limit=1").With("X-Dev-Role: tutor", "X-Dev-Role: student")),
        new("two X-Dev-User", Get("me").With($"X-Dev-User: {First}", $"X-Dev-User: {Id(2)}")),
        new("two Origins", Get("about").With("Origin: http://localhost:1", "Origin: http://localhost:2")),
        new("200 headers", Get("about").With([.. Enumerable.Range(0, 199).Select(n => $"X-Many-{n}: {n}")])),
        new("a header of 30,000 bytes", Get("about").With("X-Long: " + new string('x', 30_000))),
        new("headers of 64 KiB",
            Get("about").With([.. Enumerable.Range(0, 8).Select(n => $"X-{n}: {new string('x', 8000)}")])),
        new("200 values of one header", Get("about").With([.. Enumerable.Repeat("X-One: 1", 199)])),
    ];

    private static IEnumerable<Case> Tracing =>
    [
        new("traceparent of a problem", Get("nowhere").With($"traceparent: 00-{Trace}-b7ad6b7169203331-01"),
            Get("students?x=1").With($"traceparent: 00-{Trace}-b7ad6b7169203331-00", "tracestate: a=1,b=2")),
        new("traceparent of a later version", Get("nowhere").With($"traceparent: 01-{Trace}-b7ad6b7169203331-01-x")),
        new("traceparent in capitals",
            Get("nowhere").With($"traceparent: 00-{Trace.ToUpperInvariant()}-B7AD6B7169203331-01")),
        new("traceparent of zeros",
            Get("nowhere").With($"traceparent: 00-{new string('0', 32)}-{new string('0', 16)}-01")),
        new("traceparent of nonsense", Get("nowhere").With("traceparent: x"), Get("nowhere").With("traceparent:")),
        new("two traceparents", Get("nowhere").With(
            $"traceparent: 00-{Trace}-b7ad6b7169203331-01", $"traceparent: 00-{Trace[1..]}d-b7ad6b7169203331-01")),
    ];

    private static IEnumerable<Case> Roles =>
    [
        .. RolePaths.Select(path => new Case(
            $"tutor's {path}", Get(path).With("X-Dev-Role: tutor", $"X-Dev-User: {First}"))),
        .. RolePaths.Select(path => new Case(
            $"student's {path}", Get(path).With("X-Dev-Role: student", $"X-Dev-User: {Id(3)}"))),
        new("forged principal of an admin", Get("users?limit=1").With(
            "X-Dev-Role: student", $"X-MS-CLIENT-PRINCIPAL: {Principal("external-2")}")),
    ];

    /// <summary>The header by which the platform names the caller.</summary>
    public static string Principal(string objectId) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $$"""{"auth_typ":"aad","claims":[{"typ":"oid","val":"{{objectId}}"}],"name_typ":"name","role_typ":"roles"}"""));
}
