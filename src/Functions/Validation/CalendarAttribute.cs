namespace Lectern.Functions.Validation;

/// <summary>
/// A day or a time that a school can mean. The ends of .NET's calendar are PostgreSQL's infinities to the driver, and
/// a year mistyped is a year all the same.
/// </summary>
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
