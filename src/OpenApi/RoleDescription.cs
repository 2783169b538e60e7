using System.Text.Json.Nodes;
using Lectern.Functions.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Adds the roles as <c>x-roles</c>, because OpenAPI itself has only scopes.</summary>
internal static class RoleDescription
{
    private const string Extension = "x-roles";

    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<FunctionMetadata>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            string[] roles = metadata.OfType<IAuthorizeData>()
                .Where(rule => rule.Roles is not null)
                .Select(rule => rule.Roles!.Split(','))
                // The rules of the class and of the method must both allow the caller.
                .Aggregate((one, other) => [.. one.Intersect(other)]);
            operation.AddExtension(Extension, new JsonNodeExtension(new JsonArray([.. roles.Order()])));
        }
    }
}
