using System.Text.Json;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>The templates' own expressions, worked out: the pools of all instances fit into the server.</summary>
[Collection(Templates.Collection)]
public sealed class PoolTests(Templates templates)
{
    // The connections that the doctor's PoolStep reserves for a migration, itself and an operator;
    // and those that Azure reserves of max_connections.
    private const int ReserveConnections = 5;
    private const int PlatformConnections = 15;

    private sealed record Sku(string Tier, int VCores, int MaxConnections);

    private static readonly Dictionary<string, Sku> Skus = JsonSerializer.Deserialize<Dictionary<string, Sku>>(
        File.ReadAllText(Path.Combine(Repository.Root, "infra/modules/postgres-skus.json")),
        JsonSerializerOptions.Web)!;

    [Theory]
    [InlineData("Standard_B1ms", 40, 40, 1)]
    [InlineData("Standard_B2s", 40, 40, 10)]
    [InlineData("Standard_B2s", 1000, 409, 1)]
    [InlineData("Standard_D2ds_v5", 100, 100, 50)]
    [InlineData("Standard_E96ds_v5", 1000, 1000, 5)]
    public void The_pool_of_an_instance_is_its_share(string sku, int wanted, int instances, int poolSize)
    {
        var arithmetic = Of(Skus[sku], wanted);

        Assert.Equal((instances, poolSize), (arithmetic.Of("instances"), arithmetic.Of("poolSize")));
    }

    [Fact]
    public void All_instances_fit_into_every_server()
    {
        foreach (var (name, sku) in Skus)
        {
            foreach (int wanted in new[] { 40, 41, 100, 333, 999, 1000 })
            {
                var arithmetic = Of(sku, wanted);
                int instances = arithmetic.Of("instances");
                Assert.InRange(instances, 40, wanted);
                int available = arithmetic.Of("clientConnections");
                // The smallest server has fewer connections than Flex Consumption's smallest limit of instances.
                Assert.True(
                    instances * arithmetic.Of("poolSize") <= Math.Max(available, 40),
                    $"{name} with {wanted} instances");
                Assert.InRange(
                    arithmetic.Of("serverConnections"),
                    1, sku.MaxConnections - PlatformConnections - ReserveConnections);
            }
        }
    }

    [Fact]
    public void The_servers_on_offer_are_those_whose_connections_are_known()
    {
        var offered = templates.Main.Parameters
            .Single(parameter => parameter.Name == "postgresSku").Decorators["allowed"];

        Assert.Equal(
            Skus.Keys.Order(StringComparer.Ordinal),
            offered.All.Where(node => node.Type == "string").Select(templates.Main.Literal)
                .Order(StringComparer.Ordinal));
        Assert.All(Skus, sku => Assert.Equal(
            sku.Key["Standard_".Length] switch { 'B' => "Burstable", 'D' => "GeneralPurpose", _ => "MemoryOptimized" },
            sku.Value.Tier));
    }

    private Arithmetic Of(Sku sku, int wanted) => new(
        templates["infra/modules/pool.bicep"],
        templates["infra/modules/postgres.bicep"],
        new Dictionary<string, int>
        {
            ["sku.maxConnections"] = sku.MaxConnections,
            ["sku.vCores"] = sku.VCores,
            ["isPooled"] = sku.Tier == "Burstable" ? 0 : 1,
            ["wantedInstances"] = wanted,
        });
}
