using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>What OpenAPI 3.0, which API Management imports, says in other words than 3.1.</summary>
internal static class ImportForm
{
    /// <summary>Turns a document that is about to be written as 3.0.</summary>
    public static void Give(OpenApiDocument document)
    {
        document.Info.License = new() { Name = "MIT", Url = new("https://opensource.org/license/mit") };
        foreach (var schema in document.Components!.Schemas!.Values)
        {
            foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                // There is no type null in 3.0: what may be null is nullable, and has a type beside it.
                if (member.OneOf is [{ Type: JsonSchemaType.Null }, OpenApiSchemaReference reference])
                {
                    schema.Properties![name] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object | JsonSchemaType.Null,
                        AllOf = [reference],
                    };
                }
            }
        }
    }
}
