using System.Globalization;
using System.Text;

namespace Lectern.LocalHost;

/// <summary>Text of a caller as a part of one line that cannot change the terminal.</summary>
internal static class TerminalLine
{
    private const char Cut = '…';

    /// <summary>Escapes what is not visible and cuts what is too long.</summary>
    public static string Of(string text, int maxChars)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            string shown = IsVisible(rune) ? rune.ToString() : $"\\u{rune.Value:X4}";
            if (line.Length + shown.Length >= maxChars)
            {
                return line.Append(Cut).ToString();
            }

            line.Append(shown);
        }

        return line.ToString();
    }

    // Format characters can reverse the direction of what follows them.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
