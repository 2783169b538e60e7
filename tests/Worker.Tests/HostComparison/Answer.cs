using System.IO.Compression;
using System.Text;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>An answer as it came over the wire. Status 0 means that the connection ended without one.</summary>
/// <param name="Interim">The interim answers before it, such as 100.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers, one for each line.</param>
/// <param name="Body">The body without its chunks; undone, if it is compressed.</param>
internal sealed record Answer(
    IReadOnlyList<int> Interim, int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>Whether the body came to its end.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The value of a header; null if the answer has none.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The body as text, decompressed. Bytes that are no UTF-8 become Latin-1.</summary>
    public static string Text(byte[] body, string? encoding)
    {
        using var raw = new MemoryStream(body);
        using var plain = new MemoryStream();
        using (Stream source = encoding switch
        {
            "gzip" => new GZipStream(raw, CompressionMode.Decompress),
            "br" => new BrotliStream(raw, CompressionMode.Decompress),
            _ => raw,
        })
        {
            source.CopyTo(plain);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(plain.ToArray());
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(plain.ToArray());
        }
    }
}
