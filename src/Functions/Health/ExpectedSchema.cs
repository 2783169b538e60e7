namespace Lectern.Functions.Health;

/// <summary>The schema of this build. A newer one works too: migrations expand before they contract.</summary>
public static class ExpectedSchema
{
    /// <summary>The names of the scripts in <c>db/up</c>.</summary>
    public static IReadOnlyList<string> UpScripts { get; } =
    [
        .. typeof(ExpectedSchema).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(metadata => metadata.Key == "Lectern.UpScripts").Value!.Split('|').Order(StringComparer.Ordinal),
    ];
}
