using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Changes what OpenAPI 3.0, which API Management imports, expresses in another way than 3.1.</summary>
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
                // OpenAPI 3.0 has no type null: nullable needs another type beside it.
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
