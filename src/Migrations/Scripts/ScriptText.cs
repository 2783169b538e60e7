using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Lectern.Migrations.Scripts;

/// <summary>How a file becomes text, and text a hash: as grate 2.0 does it, so that both read one journal.</summary>
internal static class ScriptText
{
    private const string Lost = "\uFFFD";

    /// <returns>
    /// The text: UTF-8, or what a byte order mark says (UTF-16 and UTF-32 of either order). The mark is not part of it.
    /// </returns>
    public static string Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <returns>Whether the file is UTF-8, with a byte order mark or without.</returns>
    public static bool IsUtf8(string path) => System.Text.Unicode.Utf8.IsValid(File.ReadAllBytes(path));

    /// <returns>Where the first bytes stood that are not UTF-8 and were lost; null where there were none.</returns>
    public static int? GarbledAt(string path, string text) =>
        text.IndexOf(Lost, StringComparison.Ordinal) is var at and >= 0 && !IsUtf8(path) ? at : null;

    /// <returns>
    /// base64 of the MD5 over the text with its quotes doubled and its line endings made LF, not trimmed.
    /// </returns>
    [SuppressMessage("Security", "CA5351", Justification = "grate's journal is in MD5.")]
    public static string Hash(string text)
    {
        var canonical = text
            .Replace("'", "''", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n');
        return Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}
