using System.Globalization;
using System.Text;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>
/// A request as its bytes go over the wire: no client library adds, drops or corrects anything. Each text is sent as
/// Latin-1, so that <c>\u00E9</c> is the byte E9.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The request target, with the route prefix.</param>
internal sealed record Request(string Method, string Target)
{
    /// <summary>The host that all requests name, so that links are the same on both hosts.</summary>
    public const string Host = "school.example";

    private const int ChunkBytes = 60_000;

    /// <summary>The version at the end of the request line.</summary>
    public string Version { get; init; } = "HTTP/1.1";

    /// <summary>The header lines.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [$"Host: {Host}"];

    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>How the body's end is told.</summary>
    public BodyFraming Framing { get; init; }

    /// <summary>Whether the body is sent only after an interim answer 100.</summary>
    public bool WaitsForLeave => Headers.Contains("Expect: 100-continue");

    /// <summary>Where not 0: the number of blank lines in the body after which the rest is not waited for.</summary>
    public int BlankLines { get; init; }

    public static Request Get(string path) => new("GET", "/api/" + path);

    public static Request Head(string path) => new("HEAD", "/api/" + path);

    public static Request Delete(string path) => new("DELETE", "/api/" + path);

    public static Request Post(string path, string json) => new Request("POST", "/api/" + path).Json(json);

    public static Request Put(string path) => new("PUT", "/api/" + path);

    public static Request Put(string path, string json) => new Request("PUT", "/api/" + path).Json(json);

    public static Request Patch(string path, string json) =>
        new Request("PATCH", "/api/" + path).With("Content-Type: application/merge-patch+json").Content(json);

    /// <summary>Adds header lines.</summary>
    public Request With(params string[] lines) => this with { Headers = [.. Headers, .. lines] };

    /// <summary>Sends these header lines alone, without <c>Host</c>.</summary>
    public Request WithOnly(params string[] lines) => this with { Headers = lines };

    /// <summary>Adds a body of UTF-8 without a <c>Content-Type</c>.</summary>
    public Request Content(string text) => Content(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a body without a <c>Content-Type</c>.</summary>
    public Request Content(byte[] body) => this with { Body = body };

    /// <summary>Adds a JSON body.</summary>
    public Request Json(string json) => With("Content-Type: application/json").Content(json);

    /// <summary>Sends the body in chunks.</summary>
    public Request Chunked() => this with { Framing = BodyFraming.Chunked };

    /// <summary>Replaces the names in braces in the target, the headers and the body.</summary>
    public Request Fill(IReadOnlyDictionary<string, string> values)
    {
        string Filled(string text) => values.Aggregate(
            text, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

        return values.Count == 0 ? this : this with
        {
            Target = Filled(Target),
            Headers = [.. Headers.Select(Filled)],
            Body = Body is { Length: < ChunkBytes } ? Encoding.Latin1.GetBytes(Filled(Encoding.Latin1.GetString(Body)))
                : Body,
        };
    }

    /// <summary>The request line and the headers.</summary>
    public byte[] HeadBytes()
    {
        var head = new StringBuilder($"{Method} {Target} {Version}\r\n");
        foreach (string line in Headers.Concat(FramingLines()))
        {
            head.Append(line).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>The body as it is framed.</summary>
    public IEnumerable<byte[]> BodyBytes()
    {
        if (Body is null || Framing != BodyFraming.Chunked)
        {
            return Body is null ? [] : [Body];
        }

        return Body.Chunk(ChunkBytes).Select(part => (byte[])
        [
            .. Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. part,
            .. "\r\n"u8,
        ]).Append("0\r\n\r\n"u8.ToArray());
    }

    public override string ToString() => $"{Method} {Target}";

    private IEnumerable<string> FramingLines() => Framing switch
    {
        BodyFraming.Chunked => ["Transfer-Encoding: chunked"],
        BodyFraming.Length when Body is not null =>
            [string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}")],
        _ => [],
    };
}

/// <summary>How the end of a request's body is told.</summary>
internal enum BodyFraming
{
    /// <summary>By <c>Content-Length</c>.</summary>
    Length,

    /// <summary>By <c>Transfer-Encoding: chunked</c>.</summary>
    Chunked,

    /// <summary>Not at all, or by the headers of the case.</summary>
    None,
}
