using System.CommandLine;
using Lectern.Bench.Contestants;
using Lectern.Bench.Scenarios;

namespace Lectern.Bench.Comparing;

/// <summary>Measures Lectern and the contestants in turns.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each contestant is asked in each round", DefaultValueFactory = _ => 5,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often the contestants take turns; the medians are shown", DefaultValueFactory = _ => 5,
        };
        var only = Names("--only", "Only these scenarios", ScenarioList.All.Select(scenario => scenario.Name));
        var contestants = Names(
            "--contestants", "Only these contestants", ContestantList.All.Select(contestant => contestant.Name));
        var json = new Option<string?>("--json") { Description = "A file for the figures as JSON" };
        var command = new Command("compare", "Asks Lectern and other servers for the same, in turns.")
        {
            seconds, rounds, only, contestants, json,
        };
        command.SetAction((parsed, cancellationToken) => new Comparison(
            Chosen(ScenarioList.All, scenario => scenario.Name, parsed.GetValue(only)!),
            Chosen(ContestantList.All, contestant => contestant.Name, parsed.GetValue(contestants)!),
            parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }

    private static Option<string[]> Names(string option, string description, IEnumerable<string> known)
    {
        var names = new Option<string[]>(option)
        {
            Description = description, DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true,
        };
        return names.AcceptOnlyFromAmong([.. known]);
    }

    private static IReadOnlyList<T> Chosen<T>(IReadOnlyList<T> all, Func<T, string> name, string[] names) =>
        names.Length == 0 ? all : [.. all.Where(one => names.Contains(name(one)))];
}
