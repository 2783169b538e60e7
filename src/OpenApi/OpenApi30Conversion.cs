using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Rewrites what OpenAPI 3.1 and 3.0 express differently. API Management imports 3.0.</summary>
internal static class OpenApi30Conversion
{
    /// <summary>Changes the document in place; call it before writing the document as 3.0.</summary>
    public static void Apply(OpenApiDocument document)
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
