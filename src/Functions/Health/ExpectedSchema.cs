using System.Reflection;

namespace Lectern.Functions.Health;

/// <summary>
/// The schema that this build was made for. A newer one is fine: migrations expand before they contract.
/// </summary>
public static class ExpectedSchema
{
    /// <summary>The scripts of <c>db/up</c>, by name.</summary>
    public static IReadOnlyList<string> UpScripts { get; } =
    [
        .. typeof(ExpectedSchema).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(metadata => metadata.Key == "Lectern.UpScripts").Value!.Split('|').Order(StringComparer.Ordinal),
    ];
}
