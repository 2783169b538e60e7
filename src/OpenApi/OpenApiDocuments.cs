using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>
/// Describes the functions as <c>infra/api/openapi.json</c> and <c>openapi-3.0.json</c>, which API Management imports.
/// A test fails if the committed files are stale.
/// </summary>
public static class OpenApiDocuments
{
    private const string Name = "lectern";

    /// <summary>The route prefix is that of <c>host.json</c>, without slashes; it may be empty.</summary>
    public static void AddOpenApiDocuments(this IServiceCollection services, string routePrefix) =>
        services.AddOpenApi(Name, options => Configure(options, routePrefix));

    /// <summary>The document as JSON, for OpenAPI 3.1 or 3.0.</summary>
    public static async Task<string> WriteAsync(
        IServiceProvider services, OpenApiSpecVersion version, CancellationToken cancellationToken)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        if (version == OpenApiSpecVersion.OpenApi3_0)
        {
            OpenApi30Conversion.Apply(document);
        }

        return await document.SerializeAsJsonAsync(version, cancellationToken) + "\n";
    }

    private static void Configure(OpenApiOptions options, string routePrefix)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaName.Of;
        // HEAD answers wherever GET does: the introduction says so once.
        options.ShouldInclude = operation => operation.HttpMethod != HttpMethods.Head;
        options.AddDocumentTransformer((document, _, _) =>
        {
            DocumentDescription.Describe(document, routePrefix);
            Examples.AddTo(document);
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
    }
}
