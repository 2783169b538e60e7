using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>
/// The API's description, made from the functions themselves. It is committed as <c>infra/api/openapi.json</c> and
/// <c>openapi-3.0.json</c> (which API Management imports); a test fails when they are stale.
/// </summary>
public static class OpenApiDocuments
{
    private const string Name = "lectern";

    /// <summary>Adds what describes the functions.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="routePrefix">The route prefix of <c>host.json</c>, without slashes; it may be empty.</param>
    public static void AddOpenApiDocuments(this IServiceCollection services, string routePrefix) =>
        services.AddOpenApi(Name, options => Configure(options, routePrefix));

    /// <summary>The document as JSON.</summary>
    /// <param name="services">The running application's services.</param>
    /// <param name="version">OpenApi3_1 or OpenApi3_0.</param>
    /// <param name="cancellationToken">Gives up.</param>
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
        // Wherever GET answers, HEAD does: the introduction says it once, for all of them.
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
