namespace Lectern.Functions.Validation;

/// <summary>
/// Something visible. Counts code points, as char_length and JSON Schema's maxLength do: an emoji is one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute(int maximumLength) : StringLengthAttribute(maximumLength), ITextRule
{
    public bool IsMultiLine { get; init; }

    public override bool IsValid(object? value) =>
        value is null
        || value is string text && TextForm.IsVisible(text) && CodePoints(text) <= MaximumLength
            && (IsMultiLine || TextForm.IsOneLine(text));

    public override string FormatErrorMessage(string name) => IsMultiLine
        ? $"must have 1 to {MaximumLength} characters, some of them visible"
        : $"must have 1 to {MaximumLength} characters on one line, some of them visible";

    internal static int CodePoints(string text)
    {
        int count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
