namespace Lectern.Functions.Validation;

/// <summary>Minor units up to 2^53 - 1, the largest integer exact in every JSON reader (RFC 7493, 2.2).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MoneyAttribute : RangeAttribute
{
    public MoneyAttribute(long minimumMinor)
        : base(typeof(long), $"{minimumMinor}", "9007199254740991") => ErrorMessage = "must be from {1} to {2}";
}

/// <summary>The form of ISO 4217. A list of codes would be outdated when a country changes its currency.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CurrencyAttribute() : PatternAttribute("[A-Z]{3}")
{
    public override string FormatErrorMessage(string name) =>
        "must be a code of ISO 4217 in three capital letters, for example EUR";
}
