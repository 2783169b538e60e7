namespace Lectern.Functions.Validation;

/// <summary>Not blank. Counts code points, as char_length and JSON Schema's maxLength do: an emoji is one.</summary>
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

    // Control characters show nothing, and PostgreSQL counts some of them as blanks.
    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || char.IsControl(character);
}
