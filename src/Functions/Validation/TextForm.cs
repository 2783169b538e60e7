using System.Text;

namespace Lectern.Functions.Validation;

/// <summary>
/// The form in which texts of callers are stored and compared, and the characters that they may have. Two texts that
/// look the same would otherwise be two names.
/// </summary>
public static class TextForm
{
    public const string ControlFault = "must not have control characters";

    /// <summary>Letters that show nothing, beside format characters and blanks.</summary>
    private static readonly HashSet<int> Fillers = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0];

    /// <summary>A text of one line: composed (Unicode's NFC), without blanks around it.</summary>
    public static string OfLine(string text) => text.Trim().Normalize();

    /// <summary>A text of several lines, as it was written; its lines end in LF.</summary>
    public static string OfLines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Line ends and tabs are no control characters here: see <see cref="IsOneLine"/>.</summary>
    public static bool HasControl(string text) =>
        text.Any(character => char.IsControl(character) && character is not ('\n' or '\t'));

    public static bool IsOneLine(string text) =>
        !text.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029');

    public static bool IsVisible(string text) => text.EnumerateRunes().Any(rune => !IsInvisible(rune));

    public static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Fillers.Contains(rune.Value) || IsVariationSelector(rune.Value)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.OtherNotAssigned;

    private static bool IsVariationSelector(int value) =>
        value is (>= 0xFE00 and <= 0xFE0F) or (>= 0x180B and <= 0x180F) or (>= 0xE0100 and <= 0xE01EF);
}
