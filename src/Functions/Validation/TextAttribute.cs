namespace Lectern.Functions.Validation;

/// <summary>
/// Text that is not blank and not longer than a number of characters. Characters are Unicode code points, as in
/// PostgreSQL's char_length and in JSON Schema's maxLength, so that an emoji counts once.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute(int maximumLength) : StringLengthAttribute(maximumLength)
{
    public override bool IsValid(object? value) =>
        value is null || value is string text && !text.All(IsBlank) && CodePoints(text) <= MaximumLength;

    public override string FormatErrorMessage(string name) =>
        $"must have 1 to {MaximumLength} characters, and not blanks alone";

    internal static int CodePoints(string text)
    {
        int count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Also what shows nothing without being a blank to Unicode; some of it is one to PostgreSQL.</summary>
    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || char.IsControl(character);
}
