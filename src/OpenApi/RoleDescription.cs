using System.Text.Json.Nodes;
using Lectern.Functions.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Adds to an operation who may call it, as <c>x-roles</c>: OpenAPI itself knows scopes alone.</summary>
internal static class RoleDescription
{
    private const string Extension = "x-roles";

    /// <summary>The transformer.</summary>
    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<FunctionMetadata>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            var roles = metadata.OfType<IAuthorizeData>()
                .Where(rule => rule.Roles is not null)
                .Select(rule => rule.Roles!.Split(','))
                // Each rule must let the caller in: the class's and the method's.
                .Aggregate((one, other) => [.. one.Intersect(other)]);
            operation.AddExtension(Extension, new JsonNodeExtension(new JsonArray([.. roles.Order()])));
        }
    }
}
