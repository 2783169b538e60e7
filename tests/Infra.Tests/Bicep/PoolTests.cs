using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>The templates' own functions, worked out by the compiler: the pools fit into the server.</summary>
[Collection(CompiledTemplates.Collection)]
public sealed class PoolTests(CompiledTemplates templates)
{
    // The connections that the doctor's PoolStep reserves for a migration, itself and an operator;
    // and those that Azure reserves of max_connections.
    private const int ReserveConnections = 5;
    private const int PlatformConnections = 15;

    // pgbouncer.max_client_conn.
    private const int PoolerClients = 5_000;

    private sealed record Share(string Sku, int Wanted, int Instances, int PoolSize, int UsedConnections);

    private sealed record Sku(string Tier, int VCores, int MaxConnections);

    private static readonly Dictionary<string, Sku> Skus = JsonSerializer.Deserialize<Dictionary<string, Sku>>(
        File.ReadAllText(Path.Combine(Repository.Root, "infra/modules/postgres-skus.json")),
        JsonSerializerOptions.Web)!;

    [Theory]
    [InlineData("Standard_B1ms", 40, 40, 1, 30)]
    [InlineData("Standard_B2s", 40, 40, 10, 400)]
    [InlineData("Standard_B2s", 1000, 409, 1, 409)]
    [InlineData("Standard_D2ds_v5", 100, 100, 50, 150)]
    [InlineData("Standard_E96ds_v5", 1000, 1000, 5, 3400)]
    public async Task The_pool_of_an_instance_is_its_share(
        string sku, int wanted, int instances, int poolSize, int usedConnections)
    {
        var share = Assert.Single(await SharesAsync(), share => (share.Sku, share.Wanted) == (sku, wanted));

        Assert.Equal(new Share(sku, wanted, instances, poolSize, usedConnections), share);
    }

    [Fact]
    public async Task All_instances_fit_into_every_server()
    {
        var shares = await SharesAsync();
        Assert.Equal(Skus.Keys.Order(), shares.Select(share => share.Sku).Distinct().Order());
        foreach (var share in shares)
        {
            var sku = Skus[share.Sku];
            int forApplication = sku.MaxConnections - PlatformConnections - ReserveConnections;
            int available = sku.Tier == "Burstable" ? forApplication : PoolerClients;
            Assert.InRange(share.Instances, 40, share.Wanted);
            // The smallest server has fewer connections than Flex Consumption's smallest limit of instances.
            Assert.True(share.Instances * share.PoolSize <= Math.Max(available, 40), $"{share}");
            // An alert above this number would never fire.
            Assert.InRange(share.UsedConnections, 1, forApplication);
        }
    }

    [Fact]
    public void Without_a_pooler_an_instance_listens_on_a_connection_of_its_pool()
    {
        var server = JsonNode.Parse(templates.Json)!["resources"]!["postgres"]!["properties"]!["template"]!;

        string url = (string)server["outputs"]!["listenUrl"]!["value"]!;
        Assert.Matches(@"^\[if\(variables\('isPooled'\), .*, ''\)\]$", url);
    }

    [Fact]
    public void The_servers_on_offer_are_those_whose_connections_are_known()
    {
        var offered = JsonNode.Parse(templates.Json)!["parameters"]!["postgresSku"]!["allowedValues"]!.AsArray();

        Assert.Equal(
            Skus.Keys.Order(StringComparer.Ordinal),
            offered.Select(name => (string)name!).Order(StringComparer.Ordinal));
        Assert.All(Skus, sku => Assert.Equal(
            sku.Key["Standard_".Length] switch { 'B' => "Burstable", 'D' => "GeneralPurpose", _ => "MemoryOptimized" },
            sku.Value.Tier));
    }

    private async Task<List<Share>> SharesAsync() =>
        (await templates.ParametersAsync("pools.bicepparam"))["shares"]!["value"]
            .Deserialize<List<Share>>(JsonSerializerOptions.Web)!;
}
