using System.Reflection;
using System.Text.Json.Nodes;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.LocalHost.OpenApi;

/// <summary>
/// Adds to an operation what the framework cannot read off a function's signature and the house's rules make certain:
/// the body, the conditional headers, and the problems that may come.
/// </summary>
internal static class OperationDescription
{
    /// <summary>The transformer.</summary>
    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<FunctionMetadata>().FirstOrDefault() is not { Method: var method })
        {
            return;
        }

        var function = new DescribedFunction(method, context.Description.HttpMethod!, context.Description.RelativePath!);
        operation.Tags = new HashSet<OpenApiTagReference> { new(function.Resource, context.Document) };
        await AddBodyAsync(operation, context, function, cancellationToken);
        AddHeaders(operation, function);
        AddExport(operation, function);
        await AddProblemsAsync(operation, context, function, cancellationToken);
        // None at all is a statement too, and not the same as nothing said.
        operation.Security = function.IsPublic ? [] : [new() { [new("bearer", context.Document)] = [] }];
    }

    private static async Task AddBodyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, DescribedFunction function,
        CancellationToken cancellationToken)
    {
        if (function.Method.GetCustomAttribute<BodyAttribute>() is not { } body)
        {
            return;
        }

        var schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken);
        string name = (body.Type.GetElementType() ?? body.Type).Name + (body.IsPatch ? "Patch" : body.Type.IsArray ? "Batch" : "");
        if (body.IsPatch)
        {
            schema.Required = null;
        }

        context.Document!.AddComponent<IOpenApiSchema>(name, schema);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [body.IsPatch ? "application/merge-patch+json" : "application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(name, context.Document),
                    Example = body.Example is null ? null : JsonNode.Parse(body.Example),
                },
            },
        };
    }

    private static void AddHeaders(OpenApiOperation operation, DescribedFunction function)
    {
        operation.Parameters ??= [];
        if (function.IsConditionalRead)
        {
            Add("If-None-Match", "The ETag that the caller has; 304 when it is still the present one.", required: false);
        }
        else if (function.IsConditionalWrite)
        {
            Add("If-Match", "The ETag that the change is based on; 412 when the row has changed since.", required: false);
        }
        else if (function.HttpMethod == "POST")
        {
            Add("Idempotency-Key", "A text of the caller's own, the same with every retry; kept for 24 hours.",
                function.Method.GetCustomAttribute<RequiresIdempotencyKeyAttribute>() is not null);
        }

        foreach (var parameter in function.Method.GetCustomAttributes<QueryParameterAttribute>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. parameter.Values.Select(value => (JsonNode)value)],
                    Default = parameter.Values[0],
                },
            });
        }

        void Add(string name, string description, bool required) => operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static void AddExport(OpenApiOperation operation, DescribedFunction function)
    {
        if (function.Method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ExportResult<>))
        {
            operation.Responses = new()
            {
                ["200"] = new OpenApiResponse
                {
                    Description = "The rows, as they come",
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        ["application/x-ndjson"] = Text(),
                        ["text/csv"] = Text(),
                    },
                },
            };
        }

        static OpenApiMediaType Text() => new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static async Task AddProblemsAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, DescribedFunction function,
        CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        context.Document!.AddComponent<IOpenApiSchema>(nameof(Problem), schema);
        if (function.IsConditionalRead)
        {
            operation.Responses["304"] = new OpenApiResponse { Description = "The caller's version is the present one" };
        }

        foreach (var problems in function.Problems.GroupBy(problem => problem.Status).OrderBy(group => group.Key))
        {
            operation.Responses[$"{problems.Key}"] = new OpenApiResponse
            {
                Description = string.Join("; ", problems.Select(problem => $"`{problem.Code}`: {problem.Title}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference(nameof(Problem), context.Document),
                    },
                },
            };
        }

        foreach (var (status, response) in operation.Responses.Where(response => response.Key is "200" or "201"))
        {
            DescribeSuccess(status, (OpenApiResponse)response, function);
        }
    }

    private static void DescribeSuccess(string status, OpenApiResponse response, DescribedFunction function)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        if (function.HasETag)
        {
            response.Headers["ETag"] = Header("The version of the row, for If-None-Match and If-Match.");
        }

        if (status == "201")
        {
            response.Headers["Location"] = Header("The URL of the row.");
        }

        if (function.HttpMethod == "POST")
        {
            response.Headers["Idempotency-Replayed"] = Header("`true` where this is the answer to an earlier request.");
        }

        static OpenApiHeader Header(string description) => new()
        {
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }
}
