using System.Text.Json.Nodes;
using Lectern.Functions.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

internal static class BodyDescription
{
    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, DescribedFunction function,
        CancellationToken cancellationToken)
    {
        if (function.Body is not { } body)
        {
            return;
        }

        var document = context.Document!;
        var row = body.Type.GetElementType() ?? body.Type;
        var schema = await context.GetOrCreateSchemaAsync(row, null, cancellationToken);
        string name = row.Name;
        if (body.IsPatch)
        {
            name += "Patch";
            schema.Required = null;
        }

        document.AddComponent<IOpenApiSchema>(name, schema);
        if (body.Type.IsArray)
        {
            document.AddComponent<IOpenApiSchema>(name + "Batch", new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MinItems = 1,
                MaxItems = JsonBody.MaxBatchRows,
                Items = new OpenApiSchemaReference(name, document),
            });
            name += "Batch";
        }

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [body.IsPatch ? "application/merge-patch+json" : "application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(name, document),
                    Example = body.Example is null ? null : JsonNode.Parse(body.Example),
                },
            },
        };
    }
}
