namespace Lectern.Functions.Validation;

/// <summary>Unlike the stock attribute, it refuses the empty text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class PatternAttribute(string pattern) : RegularExpressionAttribute(pattern)
{
    public override bool IsValid(object? value) => value is not "" && base.IsValid(value);
}

/// <summary>BCP 47, at most 35 characters as in the schema.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LanguageTagAttribute() : PatternAttribute("(?=.{2,35}$)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
{
    public override string FormatErrorMessage(string name) => "must be a language tag (BCP 47), for example de-AT";
}
