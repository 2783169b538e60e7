namespace Lectern.Functions.Validation;

/// <summary>Refuses mistyped years and the ends of .NET's calendar, which the driver stores as infinities.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CalendarAttribute : ValidationAttribute
{
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    public override bool IsValid(object? value) => value switch
    {
        DateOnly day => day.Year is >= FirstYear and <= LastYear,
        DateTime time => time.Year is >= FirstYear and <= LastYear,
        _ => value is null,
    };

    public override string FormatErrorMessage(string name) => $"must be of the years {FirstYear} to {LastYear}";
}
