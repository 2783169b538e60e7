using System.CommandLine;
using System.Globalization;

namespace Lectern.Cli.Features;

/// <summary>A duration with its unit: 500ms, 3s, 2m, 1h.</summary>
internal sealed class DurationOption : Option<TimeSpan>
{
    // PostgreSQL keeps such settings in 32 bits of milliseconds, 24 days at most. One day is long enough for a lock.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly (string Unit, double Ms)[] Units =
    [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
    ];

    public DurationOption(string name, TimeSpan shortest, TimeSpan usual, string description)
        : base(name)
    {
        Description = $"{description} ({Text(usual)})";
        HelpName = "time";
        CustomParser = result =>
        {
            if (Parse(result.Tokens.Single().Value) is { } time && time >= shortest && time <= Longest)
            {
                return time;
            }

            result.AddError($"{name} takes a time from {Text(shortest)} to {Text(Longest)}: 500ms, 3s, 2m, 1h.");
            return usual;
        };
        Usual = usual;
    }

    /// <summary>The default.</summary>
    public TimeSpan Usual { get; }

    public TimeSpan Read(ParseResult parsed) =>
        parsed.GetResult(this) is null ? Usual : parsed.GetValue(this);

    private static TimeSpan? Parse(string text)
    {
        int digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = Array.Find(Units, unit => unit.Unit == text[digits..]);
        return unit.Unit is not null && int.TryParse(text[..digits], CultureInfo.InvariantCulture, out int count)
            ? TimeSpan.FromMilliseconds(count * unit.Ms)
            : null;
    }

    private static string Text(TimeSpan time)
    {
        double ms = time.TotalMilliseconds;
        var unit = ms == 0 ? Units[1] : Array.FindLast(Units, unit => ms % unit.Ms == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{ms / unit.Ms}{unit.Unit}");
    }
}
