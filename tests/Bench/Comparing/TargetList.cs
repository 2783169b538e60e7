using Lectern.Bench.Scenarios;
using static Lectern.Bench.Contestants.ContestantList;
using static Lectern.Bench.Scenarios.ScenarioList;

namespace Lectern.Bench.Comparing;

/// <summary>The targets of docs/performance.md. A figure of several scenarios is the worst of theirs.</summary>
internal static class TargetList
{
    private const string ToLimit = "CPU to limit";

    private static readonly string[] Short = [One, ListOf(20)];
    private static readonly string[] Long = [ListOf(100), ListOf(200)];
    private static readonly string[] Reads = [One, ListOf(20), ListOf(100), ListOf(200), Search];
    private static readonly string[] Writes = [Create, Patch, Payment];

    public static IReadOnlyList<Target> All { get; } =
    [
        Cpu("one, list of 20", ToLimit, 1.25, Limit, Short),
        Cpu("one, list of 20", "CPU to Dapper", 1, Contestants.ContestantList.Dapper, Short),
        Cpu("list of 100, 200", ToLimit, 1.15, Limit, Long),
        Cpu("all reads", "CPU to the seed stack", 0.12, SeedStack, Reads),
        Cpu("all reads", "CPU to Entity Framework Core", 0.6, EfCore, Reads),
        Cpu("all reads", "CPU to fastify", 1, Fastify, Reads),
        Cpu("create, patch, payment", ToLimit, 1.3, Limit, Writes),
        new("all reads and writes", "CPU of the real worker to Kestrel", 1.25,
            results => results.WorstCpu(ServeCommand.Worker, ServeCommand.Kestrel, [.. Reads, .. Writes])),
        new("deep page", "CPU of page 10,000 to the first", 1.1,
            results => Pages(results, result => result.Cpu)),
        new("deep page", "PostgreSQL's CPU of page 10,000 to the first", 1.1,
            results => Pages(results, result => result.DatabaseCpu)),
        Rate("bulk of 10,000", "rate to psql's \\copy", 0.5, BulkCreate.ScenarioName, Psql.Name),
        Rate("bulk of 10,000", "rate to the seed stack's add_all", 10, BulkCreate.ScenarioName, SeedStack),
        Rate("export of all rows", "rate to psql's \\copy", 0.6, Export.ScenarioName, Psql.Name),
        new("export of all rows", "memory over idle, MiB", 32,
            results => results.Of(Export.ScenarioName, ServeCommand.Kestrel)?.OverIdleMebibytes),
        Waiting("requests that fail", 0, result => result.Further[WaitingClients.Failures]),
        Waiting("seconds", 11, result => result.Requests / result.Rate),
        Waiting("threads", 49, result => result.Further[WaitingClients.Threads]),
        Waiting("slowest health probe, ms", 100, result => result.Further[WaitingClients.SlowestProbe]),
        new("cold start of the worker", "time to the seed stack's", 0.5, results =>
            1 / results.Rates(ColdStart.ScenarioName, ServeCommand.Worker, SeedStack)),
        Mixed("growth in the last half, MiB", 1, result => result.Further[MixedLoad.Growth]),
        Mixed("peak, MiB", 150, result => result.PeakMebibytes),
    ];

    private static Target Cpu(string scenario, string figure, double bound, string other, string[] scenarios) =>
        new(scenario, figure, bound, results => results.WorstCpu(ServeCommand.Kestrel, other, scenarios));

    private static double? Pages(Results results, Func<Result, double> of) =>
        results.Of(DeepPage, ServeCommand.Kestrel) is { } deep
        && results.Of(FirstPage, ServeCommand.Kestrel) is { } first
            ? of(deep) / of(first)
            : null;

    private static Target Rate(string what, string figure, double bound, string scenario, string other) =>
        new(what, figure, bound, results => results.Rates(scenario, ServeCommand.Kestrel, other)) { IsLeast = true };

    private static Target Waiting(string figure, double bound, Func<Result, double> of) => new(
        "1,000 waiting clients", figure, bound,
        results => results.Of(WaitingClients.ScenarioName, ServeCommand.Kestrel) is { } result ? of(result) : null);

    private static Target Mixed(string figure, double bound, Func<Result, double> of) => new(
        "minutes of mixed load", figure, bound,
        results => results.Of(MixedLoad.ScenarioName, ServeCommand.Kestrel) is { } result ? of(result) : null);
}
