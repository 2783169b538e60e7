using System.CommandLine;
using Lectern.Database;

namespace Lectern.Cli.Features;

/// <summary>Options that several commands share, each made new for its command.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs to standard output." };

    public static Option<bool> ShowPassword() =>
        new("--show-password") { Description = "Write passwords too; without it they are ***." };

    public static Option<bool> Strict() => new("--strict")
    {
        Description = "Fail on what only another driver understands, and on what the driver has to do without.",
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
        option.CompletionSources.Add([.. Drivers.Names]);
        return option;
    }

    public static Option<Purpose> Purpose()
    {
        var option = new Option<Purpose>("--for")
        {
            Description = "application: asynchronous, perhaps pooled; migration: synchronous, straight to the primary.",
            HelpName = "purpose",
            CustomParser = result => result.Tokens.Single().Value switch
            {
                "application" => Database.Purpose.Application,
                "migration" => Database.Purpose.Migration,
                _ => Refuse(result),
            },
        };
        option.CompletionSources.Add("application", "migration");
        return option;

        static Purpose Refuse(System.CommandLine.Parsing.ArgumentResult result)
        {
            result.AddError("--for takes application or migration.");
            return default;
        }
    }
}
