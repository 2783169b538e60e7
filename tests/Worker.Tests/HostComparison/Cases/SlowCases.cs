using static Lectern.Worker.Tests.HostComparison.Request;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>
/// Requests that the worker never sees, or never joins with their invocation: the Functions host waits for it for 15 s
/// and then answers an empty 500.
/// </summary>
internal static class SlowCases
{
    private static readonly string[] Unanswered = [.. PathCases.Unrouted, "Allow", "Connection", "Expires", "Pragma"];

    public static IEnumerable<Case> All =>
    [
        Unjoined("non-ascii-header", "header value in UTF-8", 200, Get("about").With("X-Name: Gr\u00C3\u00BCn")),
        Unjoined("invocation-id", "caller's invocation id", 200, Get("about").With(
            "x-ms-invocation-id: 0198e5a1-7320-783a-8dd8-eb4e26206a55")),
        Unjoined("header-limit", "251 headers", 431, Get("about").With(
            [.. Enumerable.Range(0, 250).Select(n => $"X-Many-{n}: {n}")])),
        Unjoined("header-limit", "headers of 100 KiB", 431, Get("about").With(
            [.. Enumerable.Range(0, 10).Select(n => $"X-{n}: {new string('x', 10_000)}")])),
        Unjoined("empty-host", "empty Host", 400, Get("about").WithOnly("Host:")),
        Unjoined("connect", "method CONNECT with a path", 405, new Request("CONNECT", "/api/about")),
        Unjoined("early-refusal", "body of 11 MB of which one byte is sent", 413, BodyCases.Unframed(
            "", " ", $"Content-Length: {11_000_000}").Requests),
        Unjoined("broken-body", "chunk of a wrong size", 400, BodyCases.Unframed(
            "", "x\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked").Requests),
    ];

    private static Case Unjoined(string row, string name, int kestrel, params Request[] requests) =>
        new Case(name, requests).Differs(row, kestrel, 500, Unanswered);
}
