using System.Text.Json;
using Lectern.Testing;

namespace Lectern.Bench.Scaling;

/// <summary>What a school does, and what a request costs.</summary>
/// <param name="Students">Its students.</param>
/// <param name="RequestsPerStudent">Requests a day for a student, with those of tutors and of the office.</param>
/// <param name="PeakShare">The part of a day's requests in its busiest hour.</param>
/// <param name="Burst">How much more than the busiest hour's mean its busiest minute has.</param>
/// <param name="ApiCpuUs">CPU of the API for a request, in µs.</param>
/// <param name="DatabaseCpuUs">CPU of PostgreSQL for a request, in µs.</param>
/// <param name="LaggingShare">The part of PostgreSQL's CPU that standbys can take: exports and summaries.</param>
/// <param name="Years">How long rows are kept.</param>
internal sealed record SchoolLoad(
    int Students, double RequestsPerStudent, double PeakShare, double Burst, double ApiCpuUs, double DatabaseCpuUs,
    double LaggingShare, double Years)
{
    public double PeakPerSecond => Students * RequestsPerStudent * PeakShare / 3_600 * Burst;
}

/// <summary>What is paid, in the currency of the prices.</summary>
internal sealed record Prices(
    double VCoreMonth, double StorageGbMonth, double InstanceGbSecond, double MillionRequests);

/// <summary>A size of Azure Database for PostgreSQL, from infra/modules/postgres-skus.json.</summary>
internal sealed record Sku(string Tier, int VCores, int MaxConnections);

/// <summary>What a school needs.</summary>
internal sealed record CapacityPlan(
    SchoolLoad Load, string SkuName, Sku Sku, int Instances, int PoolSize, int Standbys, double StorageGb,
    double CostMonth)
{
    /// <summary>The parts of its CPU that a server and an instance may use at the peak.</summary>
    private const double ServerUse = 0.5, InstanceUse = 0.6;

    /// <summary>An instance of 2,048 MiB has one core.</summary>
    private const double InstanceGb = 2;

    private const int PoolerClients = 5_000, ReservedConnections = 20, LeastInstances = 2;

    /// <summary>Flex Consumption takes no lower limit of instances, and the connections are for as many.</summary>
    private const int LeastLimit = 40;

    /// <summary>Rows for a student and a year, and the bytes of one with its indexes: estimates.</summary>
    private static readonly (string Table, double RowsPerYear, int Bytes)[] Growth =
    [
        ("payments", 12, 550), ("messages", 120, 400), ("homework", 80, 700), ("subscriptions", 2, 500),
        ("conversations", 2, 450),
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static CapacityPlan For(SchoolLoad load, Prices prices)
    {
        double cores = load.PeakPerSecond * load.DatabaseCpuUs / 1e6 / ServerUse;
        // A standby for what may lag, as soon as that takes a core at the peak.
        int standbys = (int)Math.Min(2, Math.Floor(cores * load.LaggingShare));
        double onPrimary = standbys > 0 ? cores * (1 - load.LaggingShare) : cores;
        var (name, sku) = SmallestFor(onPrimary);
        int instances = Math.Max(
            LeastInstances, (int)Math.Ceiling(load.PeakPerSecond * load.ApiCpuUs / 1e6 / InstanceUse));
        bool isPooled = sku.Tier != "Burstable";
        int pool = Math.Max(
            1, (isPooled ? PoolerClients : sku.MaxConnections - ReservedConnections) / Math.Max(LeastLimit, instances));
        double storage = load.Students * load.Years * Growth.Sum(table => table.RowsPerYear * table.Bytes) / 1e9;
        double requests = load.Students * load.RequestsPerStudent * 30;
        double cost = sku.VCores * prices.VCoreMonth * (1 + standbys)
            + Math.Max(32, storage * 2) * prices.StorageGbMonth * (1 + standbys)
            + requests * load.ApiCpuUs / 1e6 * InstanceGb * prices.InstanceGbSecond
            + requests / 1e6 * prices.MillionRequests;
        return new(load, name, sku, instances, pool, standbys, storage, cost);
    }

    /// <exception cref="InvalidOperationException">No server is large enough.</exception>
    private static (string Name, Sku Sku) SmallestFor(double cores)
    {
        string file = Path.Combine(Repository.Root, "infra", "modules", "postgres-skus.json");
        var skus = JsonSerializer.Deserialize<Dictionary<string, Sku>>(File.ReadAllText(file), Json)!;
        // Burstable servers are slowed down when their credits are used up, as a morning's peak does.
        var found = skus.Where(sku => sku.Value.Tier == "GeneralPurpose" && sku.Value.VCores >= cores)
            .OrderBy(sku => sku.Value.VCores).FirstOrDefault();
        return found.Value is null
            ? throw new InvalidOperationException(
                $"{cores:N0} cores are more than one server has: docs/scaling.md, Where one server ends.")
            : (found.Key, found.Value);
    }
}
