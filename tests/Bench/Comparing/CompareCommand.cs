using System.CommandLine;
using Lectern.Bench.Contestants;
using Lectern.Bench.Scenarios;

namespace Lectern.Bench.Comparing;

/// <summary>Measures Lectern and the contestants in turns.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var seconds = Option("--seconds", "How long each contestant is asked in each round", 5.0);
        var rounds = Option("--rounds", "How often the contestants take turns; the medians are shown", 5);
        var rows = Option("--rows", "The students and the messages of a large school", 1_000_000);
        var minutes = Option("--minutes", "How long the mixed load lasts for each contestant", 10.0);
        var only = Names("--only", "Only these scenarios", ScenarioList.All.Select(scenario => scenario.Name));
        var contestants = Names(
            "--contestants", "Only these contestants", ContestantList.All.Select(contestant => contestant.Name));
        var json = Option("--json", "A file for the figures as JSON", "");
        var page = Option("--page", "Put the figures into docs/performance.md", false);
        var command = new Command("compare", "Asks Lectern and other servers for the same, in turns.")
        {
            seconds, rounds, rows, minutes, only, contestants, json, page,
        };
        command.SetAction((parsed, cancellationToken) => Comparison.RunAsync(
            new()
            {
                Scenarios = Chosen(ScenarioList.All, scenario => scenario.Name, parsed.GetValue(only)!),
                Contestants = Chosen(
                    ContestantList.All, contestant => contestant.Name, parsed.GetValue(contestants)!),
                Seconds = parsed.GetValue(seconds),
                Rounds = parsed.GetValue(rounds),
                Rows = parsed.GetValue(rows),
                Minutes = parsed.GetValue(minutes),
                JsonFile = parsed.GetValue(json) is { Length: > 0 } file ? file : null,
                WritesPage = parsed.GetValue(page),
            },
            cancellationToken));
        return command;
    }

    private static Option<T> Option<T>(string name, string description, T otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };

    private static Option<string[]> Names(string name, string description, IEnumerable<string> known)
    {
        var names = Option<string[]>(name, description, []);
        names.AllowMultipleArgumentsPerToken = true;
        return names.AcceptOnlyFromAmong([.. known]);
    }

    private static IReadOnlyList<T> Chosen<T>(IReadOnlyList<T> all, Func<T, string> name, string[] names) =>
        names.Length == 0 ? all : [.. all.Where(one => names.Contains(name(one)))];
}
