using Lectern.Functions.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.LocalHost.OpenApi;

/// <summary>Adds to a schema what our own validation attributes ask for.</summary>
internal static class SchemaDescription
{
    /// <summary>The transformer.</summary>
    public static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var attributes = context.JsonPropertyInfo?.AttributeProvider;
        if (attributes?.IsDefined(typeof(EmailAttribute), inherit: true) == true)
        {
            schema.Format = "email";
        }

        if (attributes?.IsDefined(typeof(TextAttribute), inherit: true) == true)
        {
            schema.MinLength = 1;
        }

        if (schema.Properties?.Count > 0)
        {
            // The API refuses what it does not know; a description that allows it would lie.
            schema.AdditionalPropertiesAllowed = false;
        }
    }
}
