using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Lectern.Migrations.Scripts;

/// <summary>Decodes and hashes files in the same way as grate 2.0, so that both can use one journal.</summary>
internal static class ScriptText
{
    private const string Lost = "\uFFFD";

    /// <returns>
    /// The text without the byte order mark: UTF-8, or the mark's encoding (UTF-16 or UTF-32 of either order).
    /// </returns>
    public static string Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <returns>
    /// The position in the text of the first bytes that are not UTF-8; null if there are none. It is 0 for a file in
    /// UTF-16 or UTF-32.
    /// </returns>
    public static int? NotUtf8At(string path, string text) => Utf8.IsValid(File.ReadAllBytes(path))
        ? null
        : Math.Max(0, text.IndexOf(Lost, StringComparison.Ordinal));

    /// <returns>
    /// base64 of the MD5 of the text with doubled quotes and LF line endings, not trimmed.
    /// </returns>
    [SuppressMessage("Security", "CA5351", Justification = "grate's journal uses MD5.")]
    public static string Hash(string text)
    {
        string canonical = text
            .Replace("'", "''", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n');
        return Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}
