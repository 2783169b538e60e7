using System.Text;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Bodies that are refused, or that no function reads. Nothing here writes a row.</summary>
internal static class BodyCases
{
    private const int Limit = 10 * 1024 * 1024;

    private static readonly string[] ContentTypes =
    [
        "application/json; charset=utf-8", "application/json; charset=\"UTF-8\"", "application/json;charset=iso-8859-1",
        "APPLICATION/JSON", "text/json", "text/plain", "application/xml", "application/problem+json",
        "application/merge-patch+json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/json, text/plain", "json", "application/json; charset", "", "*/*",
        "application/json; profile=\"a;b\"",
    ];

    private static readonly string[] Bodies =
    [
        "", " ", "{", "}", "{}x", "[", "[]", "null", "7", "true", "\"x\"", "{\"fullName\"}", "{'fullName':1}",
        "{\"fullName\":1,}", "// comment\n{}", "{\"a\":NaN}", "{\"a\":1,\"a\":2}",
        "{\"fullName\":\"A\",\"fullName\":\"B\",\"email\":\"x@y\"}", "{\"fullname\":\"A\",\"email\":\"x@y\"}",
        "{\"fullName\":null,\"email\":null}", "{\"fullName\":7,\"email\":[]}",
        "{\"fullName\":\"\\ud800\",\"email\":\"x@y\"}", "{\"\\ud800\":1}",
        "{\"fullName\":\"\\u0000\",\"email\":\"x@y\"}", "{\"fullName\":\"A\",\"email\":\"x@y\",\"grade\":1e400}",
        "{\"fullName\":\"A\",\"email\":\"x@y\",\"grade\":99999999999999999999}",
        "{\"fullName\":\"A\",\"email\":\"x@y\",\"grade\":1.0}", "{\"fullName\":\"A\",\"email\":\"x@y\",\"grade\":-0}",
        "{\"fullName\":\"A\",\"email\":\"nobody\",\"grade\":14,\"dateOfBirth\":\"2026-02-30\"}",
        "{\"request\":\"x\",\"cancellationToken\":\"x\"}",
        "{\"id\":\"x\",\"Query\":\"x\",\"Headers\":\"x\",\"code\":\"x\"}",
        "{\"limit\":\"x\",\"path\":\"x\",\"\":1,\" \":2}", "{\"fullName\":{\"a\":[[[[[[1]]]]]]},\"email\":false}",
        "\u0000", "<xml/>", "{\"REQUEST\":1,\"$type\":\"x\",\"__proto__\":{}}",
    ];

    public static IEnumerable<Case> All =>
    [
        .. ContentTypes.Select(type => new Case($"content type '{type}'",
            new Request("POST", "/api/students").With($"Content-Type: {type}").Content("{}"),
            new Request("PATCH", $"/api/students/{First}").With($"Content-Type: {type}").Content("7"))),
        new("no content type", new Request("POST", "/api/students").Content("{}"),
            new Request("PATCH", $"/api/students/{First}").Content("{}")),
        new Case("two content types", Post("students", "{}").With("Content-Type: text/plain"))
            .Differs("joined-headers", 415, 415, Comparer.Body),
        new("content encoding", Post("students", "{}").With("Content-Encoding: gzip"),
            Post("students", "{}").With("Content-Encoding: identity")),
        .. Bodies.Select((body, n) => new Case(
            $"body {n} {Shown(body)}", Post("students", body), Post("students", body).Chunked())),
        new("body that is no UTF-8", Post("students", "").Content([0x7B, 0x22, 0xFF, 0x22, 0x7D]),
            Post("students", "").Content(Encoding.Unicode.GetBytes("{}")), Post("students", "").Content([0xFF, 0xFE])),
        new("body with a byte order mark", Post("students", "").Content([0xEF, 0xBB, 0xBF, .. "{}"u8])),
        new("body nested 100 deep", Post("students", new string('[', 100)),
            Post("students", "{\"a\":" + new string('[', 100) + new string(']', 100) + "}")),
        new("body of 200 unknown members",
            Post("students", "{" + string.Join(',', Enumerable.Range(0, 200).Select(n => $"\"m{n}\":{n}")) + "}")),
        new("member name of 100,000 characters", Post("students", $"{{\"{new string('x', 100_000)}\":1}}")),
        new("bulk with faults", Post("students/bulk", "[{},{\"fullName\":\"A\"},7]"), Post("students/bulk", "[]"),
            Post("students/bulk", "{}")),
        .. Unread,
        .. Framed,
        .. Sized,
    ];

    /// <summary>Bodies of requests that take none.</summary>
    private static IEnumerable<Case> Unread =>
    [
        new("GET with a body", Get("students?limit=2").Json("{\"a\":1}"), Get("about").Content("x")),
        new("GET with a body of its own parameters",
            Get("students").Json("{\"limit\":2,\"sort\":\"-fullName\",\"count\":true}")),
        new("GET with a body of parameters that are wrong",
            Get("students").Json("{\"limit\":\"x\",\"grade\":99,\"tutorId\":\"x\"}")),
        new("GET with a body of the query's parameters", Get("students?limit=2").Json("{\"limit\":5,\"LIMIT\":6}")),
        new("GET with a body of the route's values", Get($"students/{First}").Json($"{{\"id\":\"{Nobody}\"}}")),
        new("GET with a body that names the request",
            Get("students?limit=1").Json("{\"request\":\"x\",\"cancellationToken\":\"x\"}")),
        new("GET of an export with a body", Get("students/export").Json("{\"format\":\"csv\",\"grade\":3}")),
        new("GET of an unknown path with a body", Get("nowhere").Json("{\"path\":\"students\"}")),
        new("wrong method with a body", new Request("PUT", "/api/students").Json("{\"path\":\"about\"}")),
        new("HEAD with a body", Head("students").Json("{\"limit\":\"x\"}")),
        new("GET with a chunked body", Get("students?limit=1").Json("{\"limit\":\"x\"}").Chunked()),
        new("GET with an empty body", Get("about").Content("")),
        new("DELETE of nobody with a body", Delete($"students/{Nobody}").Json($"{{\"id\":\"{First}\"}}")),
        new("PATCH with the route's value in the body", Patch($"students/{Nobody}", $"{{\"id\":\"{First}\"}}")),
        new("PUT without a body", Put($"subscriptions/{Nobody}/pause"),
            Put($"subscriptions/{Nobody}/pause").With("Content-Length: 0"),
            Put($"subscriptions/{Nobody}/pause").Json("{\"id\":7}")),
        new("PUT without the body that it needs", Put($"users/{First}/profile"),
            Put($"users/{First}/profile").With("Content-Type: application/json")),
    ];

    /// <summary>How the body's length is told.</summary>
    private static IEnumerable<Case> Framed =>
    [
        new("POST without a length", new Request("POST", "/api/students"),
            new Request("POST", "/api/students").With("Content-Type: application/json", "Content-Length: 0")),
        Unframed("length and chunks", "0\r\n\r\n", "Content-Length: 5", "Transfer-Encoding: chunked"),
        Unframed("two lengths", "{}", "Content-Length: 2", "Content-Length: 2"),
        Unframed("two lengths that differ", "{}", "Content-Length: 2", "Content-Length: 3"),
        Unframed("negative length", "{}", "Content-Length: -1"),
        Unframed("length that is no number", "{}", "Content-Length: x"),
        Unframed("chunks with extensions", "2;a=b\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        Unframed("chunks with a trailer", "2\r\n{}\r\n0\r\nX-After: 1\r\n\r\n", "Transfer-Encoding: chunked",
            "Trailer: X-After"),
        Unframed("unknown transfer coding", "{}", "Transfer-Encoding: gzip"),
        Unframed("gzip and chunked", "2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: gzip, chunked"),
        new("chunked on HTTP/1.0", Post("students", "{}").Chunked() with { Version = "HTTP/1.0" }),
        new("POST on HTTP/1.0", Post("students", "{}") with { Version = "HTTP/1.0" }),
        new("100-continue", Post("students", "{}").With("Expect: 100-continue")),
        new("100-continue in chunks", Post("students", "{}").With("Expect: 100-continue").Chunked()),
        new Case("100-continue of an unknown path", Post("nowhere", "{}").With("Expect: 100-continue"))
            .Differs("continue", 404, 404, Comparer.Status),
        new Case(
            "100-continue of a wrong type",
            new Request("POST", "/api/students").Content("{}").With("Expect: 100-continue"))
            .Differs("continue", 415, 415, Comparer.Status),
    ];

    private static IEnumerable<Case> Sized =>
    [
        new("body of 1 MiB", Sent(1024 * 1024), Sent(1024 * 1024 + 1)),
        new("body of exactly 10 MiB", Sent(Limit)),
        new("body of exactly 10 MiB in chunks", Sent(Limit).Chunked()),
        new("body of 10 MiB and a byte", Sent(Limit + 1)),
        new("body of 10 MiB and a byte in chunks", Sent(Limit + 1).Chunked()),
        new("body of 12 MiB to an unknown path", Sent(Limit + 2_000_000) with { Target = "/api/nowhere" }),
        new("body of 12 MiB to a wrong method", Sent(Limit + 2_000_000) with { Method = "PUT" }),
        new("body of 12 MiB with a key", Sent(Limit + 2_000_000).With("Idempotency-Key: large")),
        new("body of 12 MiB after 100-continue", Sent(Limit + 2_000_000).With("Expect: 100-continue")),
        new("body of 40 MiB", Sent(40 * 1024 * 1024)),
        new Case(
            "two large bodies on one connection",
            Sent(Limit + 1), Get("about"), Sent(Limit + 1).Chunked(), Get("about")).OnOneConnection(),
    ];

    public static Case Unframed(string name, string wire, params string[] lines) =>
        new(name, Post("students", wire).With(lines) with { Framing = BodyFraming.None });

    /// <summary>White space, and an empty object at the end of it.</summary>
    private static Request Sent(int bytes)
    {
        byte[] body = new byte[bytes];
        body.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(body.AsSpan(bytes - 2));
        return Post("students", "").Content(body);
    }

    private static string Shown(string body) => body.Length > 40 ? body[..40] : body.Replace('\0', '0');
}
