using System.Globalization;
using System.Text;

namespace Lectern.DatabaseUrls;

/// <summary>Percent-encoding of RFC 3986 section 2.1, as strict as libpq's <c>conninfo_uri_decode</c>.</summary>
internal static class PercentEncoding
{
    private const int EncodedLength = 3; // %41

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes all but the unreserved characters and the star, so that a hidden password is ***.</summary>
    public static string Encode(string text) =>
        Uri.EscapeDataString(text).Replace("%2A", "*", StringComparison.Ordinal);

    /// <summary>Decodes a query as Python's parse_qsl and Java's URLDecoder do: a plus is a space.</summary>
    public static string DecodeForm(string text) => Decode(text.Replace('+', ' '));

    /// <summary>Decodes; a plus stays a plus. Unlike Uri.UnescapeDataString, it refuses a % without digits.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[StrictUtf8.GetMaxByteCount(text.Length)];
        int length = 0;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOf('%');
            plain = plain < 0 ? text.Length : plain;
            length += StrictUtf8.GetBytes(text[..plain], bytes.AsSpan(length));
            text = text[plain..];
            if (!text.IsEmpty)
            {
                bytes[length++] = DecodeByte(text);
                text = text[EncodedLength..];
            }
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.BadPercentEncoding,
                "Percent-encoded bytes in the URL are not UTF-8.",
                "Encode the UTF-8 bytes of each character: é is written %C3%A9.");
        }
    }

    private static byte DecodeByte(ReadOnlySpan<char> text)
    {
        if (text.Length < EncodedLength
            || !byte.TryParse(
                text[1..EncodedLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.BadPercentEncoding,
                "The URL has a % that is not followed by two hexadecimal digits.",
                "Write %25 where a user, password, database or value holds a % itself.");
        }

        // libpq refuses %00, and a NUL ends a string in the protocol.
        return value != 0 ? value : throw UrlText.InvalidCharacter();
    }
}
