using System.CommandLine;
using System.Globalization;

namespace Lectern.Cli.Features;

/// <summary>A moment in the past: a day in UTC, 2024-01-01, or an age in years, months or days, 2y, 18m, 90d.</summary>
internal sealed class AgeOption : Option<DateTimeOffset>
{
    private const int MostUnits = 10_000;
    private const int MostYears = 1_000;

    private readonly string _usual;

    public AgeOption(string name, string usual, string description)
        : base(name)
    {
        _usual = usual;
        Description = $"{description} ({usual})";
        HelpName = "age";
        CustomParser = result =>
        {
            if (Parse(result.Tokens.Single().Value, DateTimeOffset.UtcNow) is { } moment)
            {
                return moment;
            }

            result.AddError($"{name} takes an age or a day in the past: 2y, 18m, 90d, 2024-01-01.");
            return default;
        };
    }

    public DateTimeOffset Read(ParseResult parsed) =>
        parsed.GetResult(this) is null ? Parse(_usual, DateTimeOffset.UtcNow)!.Value : parsed.GetValue(this);

    internal static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
        {
            return day <= now ? day : null;
        }

        return text.Length > 1
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count <= MostUnits
            ? text[^1] switch
            {
                'y' when count < MostYears => now.AddYears(-count),
                'm' => now.AddMonths(-count),
                'd' => now.AddDays(-count),
                _ => null,
            }
            : null;
    }
}
