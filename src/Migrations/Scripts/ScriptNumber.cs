namespace Lectern.Migrations.Scripts;

/// <summary>The digits at the beginning of a script's name, of any length.</summary>
internal static class ScriptNumber
{
    /// <returns>The digits before the first other character; null if there are none.</returns>
    public static string? Of(string name)
    {
        int digits = name.TakeWhile(char.IsAsciiDigit).Count();
        return digits == 0 ? null : name[..digits];
    }

    /// <returns>The order of the numbers, without regard to leading zeros.</returns>
    public static int Compare(string left, string right)
    {
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }
}
