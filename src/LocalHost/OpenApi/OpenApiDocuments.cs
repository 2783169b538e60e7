using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.LocalHost.OpenApi;

/// <summary>
/// The API's description, made from the functions themselves. It is committed as <c>infra/api/openapi.json</c> and
/// <c>openapi-3.0.json</c> (which API Management imports); a test fails when they are stale.
/// </summary>
public static class OpenApiDocuments
{
    private const string Name = "lectern";

    /// <summary>Adds what describes the functions.</summary>
    public static void AddOpenApiDocuments(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(OperationDescription.DescribeAsync);
        options.AddOperationTransformer((operation, context, _) =>
        {
            RoleDescription.Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SchemaDescription.Describe(schema, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>The document as JSON.</summary>
    /// <param name="services">The running application's services.</param>
    /// <param name="version">OpenApi3_1 or OpenApi3_0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string> WriteAsync(
        IServiceProvider services, OpenApiSpecVersion version, CancellationToken cancellationToken)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        return await document.SerializeAsJsonAsync(version, cancellationToken) + "\n";
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Lectern",
            Version = "1",
            Description = "The backend of a tutoring school. Lists are walked by `nextLink`; items have an `ETag` for "
                + "`If-None-Match` and `If-Match`; every error is a problem document (RFC 9457) with a stable `code`.",
            // An address rather than an SPDX identifier, which OpenAPI 3.0 has no word for.
            License = new() { Name = "MIT", Url = new("https://opensource.org/license/mit") },
        };
        document.Servers = [new() { Url = "/" + HostJson.RoutePrefix }];
        document.Paths = PathsBelow(document, HostJson.Path(""));
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A Microsoft Entra ID token. On a laptop none is needed: there X-Dev-Role and X-Dev-User say "
                    + "who calls.",
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
}
