namespace Lectern.Functions.Validation;

/// <summary>
/// One @ with text on both sides, no blanks or other invisible characters, at most 254 characters (RFC 5321,
/// 4.5.3.1.3).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailAttribute() : DataTypeAttribute(DataType.EmailAddress), ITextRule
{
    public const int MaxLength = 254;

    public override bool IsValid(object? value)
    {
        if (value is not string address)
        {
            return value is null;
        }

        int at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < address.Length - 1 && at == address.LastIndexOf('@') && address.Length <= MaxLength
            && !address.EnumerateRunes().Any(TextForm.IsInvisible);
    }

    public override string FormatErrorMessage(string name) =>
        $"must be an e-mail address of at most {MaxLength} characters, for example ada@example.org";
}
