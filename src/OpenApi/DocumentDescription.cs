using Lectern.Functions;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

internal static class DocumentDescription
{
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
            new() { Url = "/" + routePrefix, Description = "The host that serves this document" },
        ];
        document.Paths = PathsBelow(document, routePrefix.Length == 0 ? "/" : $"/{routePrefix}/");
        document.Tags = Resource.All.Select(DescribedFunction.TagOf).ToHashSet();
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A Microsoft Entra ID token. Development needs none.",
            },
        };
    }

    // Without the prefix, which is part of the server's URL: API Management replaces it.
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
