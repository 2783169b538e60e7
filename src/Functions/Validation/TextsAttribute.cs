namespace Lectern.Functions.Validation;

/// <summary>A list of texts that follow <see cref="TextAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextsAttribute(int maxCount, int maxLength) : ValidationAttribute, ITextRule
{
    public int MaxCount { get; } = maxCount;

    public int MaxLength { get; } = maxLength;

    public override bool IsValid(object? value) =>
        value is not IReadOnlyCollection<string> texts
        || texts.Count <= MaxCount && texts.All(new TextAttribute(MaxLength).IsValid);

    public override string FormatErrorMessage(string name) =>
        $"must have at most {MaxCount} texts of 1 to {MaxLength} characters on one line, some of them visible";
}
