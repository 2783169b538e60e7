using Lectern.Functions;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>What is said of the API as a whole.</summary>
internal static class DocumentDescription
{
    /// <summary>The transformer.</summary>
    public static void Describe(OpenApiDocument document, string routePrefix)
    {
        document.Info = new()
        {
            Title = "Lectern",
            Version = "1",
            Description = Introduction(),
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers =
        [
            new() { Url = "/" + routePrefix, Description = "The host that this page comes from" },
        ];
        document.Paths = PathsBelow(document, routePrefix.Length == 0 ? "/" : $"/{routePrefix}/");
        document.Tags =
            Resource.All.Select(DescribedFunction.TagOf).ToHashSet();
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A Microsoft Entra ID token. On a laptop none is needed.",
            },
        };
    }

    /// <summary>The prefix is the server's, so that API Management can put another one in its place.</summary>
    private static OpenApiPaths PathsBelow(OpenApiDocument document, string prefix)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                paths[path[(prefix.Length - 1)..]] = item;
            }
        }

        return paths;
    }

    private static string Introduction()
    {
        using var reader = new StreamReader(
            typeof(DocumentDescription).Assembly.GetManifestResourceStream("introduction.md")!);
        return reader.ReadToEnd();
    }
}
