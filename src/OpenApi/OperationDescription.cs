using Lectern.Functions.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Adds what the framework cannot derive from the signature of a function.</summary>
internal static class OperationDescription
{
    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<FunctionMetadata>().FirstOrDefault() is not { Method: var method })
        {
            return;
        }

        var function = new DescribedFunction(
            method, context.Description.HttpMethod!, context.Description.RelativePath!);
        operation.Tags = new HashSet<OpenApiTagReference> { new(function.Resource, context.Document) };
        operation.Security = function.IsPublic ? [] : [new() { [new("bearer", context.Document)] = [] }];
        await BodyDescription.DescribeAsync(operation, context, function, cancellationToken);
        await ParameterDescription.DescribeAsync(operation, context, function, cancellationToken);
        await ResponseDescription.DescribeAsync(operation, context, function, cancellationToken);
    }
}
