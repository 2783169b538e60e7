using System.CommandLine;
using System.Globalization;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Features;

/// <summary>Options that several commands share; each command gets its own instance.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs to standard output." };

    public static Option<string> Scripts() => new("--scripts")
    {
        Description = "The folder of the scripts.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "db",
    };

    public static Option<string> To(string description)
    {
        var option = new Option<string>("--to") { Description = description, HelpName = "NNNN" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0 || !token.Value.All(char.IsAsciiDigit)))
            {
                result.AddError("--to takes the number of a script: 0007.");
            }
        });
        return option;
    }

    public static DurationOption StatementTimeout() => new(
        "--statement-timeout",
        shortest: TimeSpan.Zero,
        usual: TimeSpan.Zero,
        "How long a statement may take; 0s means that there is no limit.");

    /// <summary>An option that takes a whole number within limits.</summary>
    public static Option<int?> Number(string name, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens.Single().Value, CultureInfo.InvariantCulture, out int number)
                && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} takes a number from {least} to {most}.");
            return null;
        },
    };

    public static Option<bool> ShowPassword() =>
        new("--show-password") { Description = "Write passwords too; without it they are ***." };

    public static Option<bool> Strict() => new("--strict")
    {
        Description = "Fail on what only another driver understands, and on what the driver does not support.",
    };

    public static Option<Driver> Driver(string name, string description)
    {
        var option = new Option<Driver>(name)
        {
            Description = description,
            Required = true,
            HelpName = "driver",
            CustomParser = result =>
            {
                if (!Drivers.TryParse(result.Tokens.Single().Value, out var driver))
                {
                    result.AddError($"{name} takes one of: {string.Join(", ", Drivers.Names)}.");
                }

                return driver;
            },
        };
        Complete(option, Drivers.Names);
        return option;
    }

    public static Option<Purpose> Purpose() => Choice(
        "--for",
        "purpose",
        "application: asynchronous, perhaps pooled; migration: synchronous, straight to the primary.",
        ("application", DatabaseUrls.Purpose.Application),
        ("migration", DatabaseUrls.Purpose.Migration));

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<T> Choice<T>(
        string name, string helpName, string description, params (string Word, T Value)[] choices)
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                int found = Array.FindIndex(choices, choice => choice.Word == result.Tokens.Single().Value);
                if (found < 0)
                {
                    result.AddError($"{name} takes {string.Join(" or ", choices.Select(choice => choice.Word))}.");
                }

                return choices[Math.Max(found, 0)].Value;
            },
        };
        Complete(option, choices.Select(choice => choice.Word));
        return option;
    }

    // Without Clear, the parser also proposes the names of an enum's members, which the option refuses.
    private static void Complete(Option option, IEnumerable<string> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. words]);
    }
}
