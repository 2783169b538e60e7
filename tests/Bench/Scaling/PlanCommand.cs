using System.CommandLine;
using Spectre.Console;

namespace Lectern.Bench.Scaling;

/// <summary>What a school or a chain of schools needs, and how the morning goes with it.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var students = Number("--students", 10_000, "Students of the school, or of all schools of a chain");
        var requests = Number("--requests", 20, "Requests a day for a student, all callers together");
        var peak = Number("--peak-share", 0.2, "The part of a day's requests in the busiest hour");
        var burst = Number("--burst", 2, "The busiest minute, in means of the busiest hour");
        var api = Number("--api-us", 300, "CPU of the API for a request, in µs: docs/performance.md");
        var database = Number("--database-us", 600, "CPU of PostgreSQL for a request, in µs: docs/scaling.md");
        var lagging = Number("--lagging-share", 0.2, "The part of PostgreSQL's CPU that standbys can take");
        var years = Number("--years", 5, "How long rows are kept");
        var core = Number("--price-core", 65, "A month of a core of PostgreSQL");
        var storage = Number("--price-gb", 0.12, "A month of a GB of storage");
        var instance = Number("--price-gb-second", 0.000026, "A GB and second of an instance");
        var million = Number("--price-million", 0.4, "A million requests");
        var command = new Command(
            "plan",
            "Instances, pool, SKU, standbys, storage and cost. The prices are examples: give those of your region.")
        {
            students, requests, peak, burst, api, database, lagging, years, core, storage, instance, million,
        };
        command.SetAction(parsed =>
        {
            var load = new SchoolLoad(
                (int)parsed.GetValue(students), parsed.GetValue(requests), parsed.GetValue(peak),
                parsed.GetValue(burst), parsed.GetValue(api), parsed.GetValue(database), parsed.GetValue(lagging),
                parsed.GetValue(years));
            var prices = new Prices(
                parsed.GetValue(core), parsed.GetValue(storage), parsed.GetValue(instance), parsed.GetValue(million));
            Print(CapacityPlan.For(load, prices));
        });
        return command;
    }

    private static void Print(CapacityPlan plan)
    {
        var peak = PeakSimulation.Run(plan);
        var table = new Table().AddColumns("", "");
        table.AddRow("peak, requests a second", $"{plan.Load.PeakPerSecond:N0}");
        table.AddRow("PostgreSQL", $"{plan.SkuName}, {plan.Sku.VCores} cores");
        table.AddRow("standbys for what may lag", $"{plan.Standbys}");
        table.AddRow("instances at the peak", $"{plan.Instances}");
        table.AddRow("connections of each", $"{plan.PoolSize}");
        table.AddRow("storage, GB", $"{plan.StorageGb:N0}");
        table.AddRow("cost a month, at these prices", $"{plan.CostMonth:N0}");
        table.AddRow("simulated peak: requests, refused", $"{peak.Requests:N0}, {peak.Refused:N0}");
        table.AddRow("in the database, ms: p50, p99", $"{peak.Ms(50):N2}, {peak.Ms(99):N2}");
        AnsiConsole.Write(table);
    }

    private static Option<double> Number(string name, double otherwise, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => otherwise,
    };
}
