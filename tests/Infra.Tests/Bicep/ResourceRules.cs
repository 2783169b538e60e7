using System.Text.Json.Nodes;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>
/// What the compiler does not check: Azure's types say "any text" for these properties, so a typing mistake would
/// only fail in the deployment, or weaken it.
/// </summary>
internal static class ResourceRules
{
    private static readonly (string Type, string Property, string[] Values)[] Rules =
    [
        ("Microsoft.Storage/storageAccounts", "kind", ["StorageV2"]),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", ["TLS1_2", "TLS1_3"]),
        ("Microsoft.Storage/storageAccounts", "properties.publicNetworkAccess", ["Enabled", "Disabled"]),
        ("Microsoft.Web/serverfarms", "sku.name", ["FC1"]),
        ("Microsoft.Web/serverfarms", "sku.tier", ["FlexConsumption"]),
        ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.name", ["dotnet-isolated"]),
        ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.version", ["10.0"]),
        ("Microsoft.Web/sites", "properties.publicNetworkAccess", ["Enabled", "Disabled"]),
        ("Microsoft.DBforPostgreSQL/flexibleServers", "properties.authConfig.passwordAuth", ["Disabled"]),
        ("Microsoft.DBforPostgreSQL/flexibleServers", "properties.authConfig.activeDirectoryAuth", ["Enabled"]),
        ("Microsoft.DBforPostgreSQL/flexibleServers", "properties.network.publicNetworkAccess",
            ["Enabled", "Disabled"]),
        ("Microsoft.Consumption/budgets", "properties.timeGrain", ["Monthly"]),
    ];

    /// <returns>What is wrong, a line each.</returns>
    public static IReadOnlyList<string> Check(string template)
    {
        var resources = Resources(JsonNode.Parse(template)).ToList();
        return [.. Rules.SelectMany(rule => Check(resources, rule))];
    }

    private static IEnumerable<string> Check(
        List<JsonObject> resources, (string Type, string Property, string[] Values) rule)
    {
        var found = resources.Where(resource => (string?)resource["type"] == rule.Type && resource["existing"] is null)
            .Select(resource => Text(resource, rule.Property)).OfType<string>().ToList();
        return found.Count == 0
            ? [$"{rule.Type} has no {rule.Property}"]
            : found.Where(value => !IsAllowed(value, rule.Values))
                .Select(value => $"{rule.Type}: {rule.Property} is {value}");
    }

    // An expression chooses between texts that stand in it.
    private static bool IsAllowed(string value, string[] allowed) => value.StartsWith('[')
        ? value.Split('\'').Where((_, index) => index % 2 == 1)
            .Any(text => allowed.Contains(text, StringComparer.Ordinal))
        : allowed.Contains(value, StringComparer.Ordinal);

    /// <returns>The text; null if there is none, or if it is a parameter: its value is checked elsewhere.</returns>
    private static string? Text(JsonObject resource, string path)
    {
        JsonNode? node = resource;
        foreach (string name in path.Split('.'))
        {
            node = node is JsonObject ? node[name] : null;
        }

        string? text = (string?)node;
        string[] parts = text?.Split('\'') ?? [];
        return parts switch
        {
            ["[parameters(", _, ")]"] => null,
            ["[variables(", var variable, ")]"] => Variable(resource, variable),
            _ => text,
        };
    }

    private static string? Variable(JsonNode? within, string name) =>
        within is null || within is JsonObject && within["variables"]?[name] is not null
            ? (string?)within?["variables"]?[name]
            : Variable(within.Parent, name);

    private static IEnumerable<JsonObject> Resources(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(member => Resources(member.Value))
            .Concat(found.ContainsKey("type") && found.ContainsKey("apiVersion") ? [found] : []),
        JsonArray list => list.SelectMany(Resources),
        _ => [],
    };
}
