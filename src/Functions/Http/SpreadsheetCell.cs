namespace Lectern.Functions.Http;

/// <summary>
/// Keeps a text from being a formula in a spreadsheet (OWASP: CSV Injection). CsvHelper looks at the first character
/// alone, and only at ASCII; spreadsheets skip blanks, and some read full-width signs as the others.
/// </summary>
internal static class SpreadsheetCell
{
    private const string FormulaSigns = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";
    private const string FirstOfFormulas = FormulaSigns + "\t\r\n";

    public static string Of(string text) => IsFormula(text) ? $"'{text}" : text;

    private static bool IsFormula(string text)
    {
        if (text.Length == 0)
        {
            return false;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (!TextForm.IsInvisible(rune))
            {
                return rune.IsBmp && FormulaSigns.Contains((char)rune.Value, StringComparison.Ordinal);
            }

            if (FirstOfFormulas.Contains(text[0], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
