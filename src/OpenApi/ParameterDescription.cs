using System.Text.Json.Nodes;
using Lectern.Functions.Data;
using Lectern.Functions.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

internal static class ParameterDescription
{
    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, DescribedFunction function,
        CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description = DescribeRoute(parameter.Name!);
        }

        foreach (var (name, description, isRequired) in HeadersOf(function))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Required = isRequired,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (function.Query is { } query)
        {
            var record = await context.GetOrCreateSchemaAsync(query.Type, null, cancellationToken);
            object defaults = Activator.CreateInstance(query.Type)!;
            foreach (var member in new QueryShape(function.Method).Members)
            {
                var schema = (OpenApiSchema)record.Properties![member.Name];
                operation.Parameters.Add(DescribeQuery(member, schema, member.Property.GetValue(defaults)));
            }
        }
    }

    // id is that of the row, studentId that of a student.
    private static string DescribeRoute(string name) => name switch
    {
        "id" => "The row's id.",
        _ when name.EndsWith("Id", StringComparison.Ordinal) => $"The {name[..^2]}'s id.",
        _ => $"The {name}.",
    };

    private static OpenApiParameter DescribeQuery(QueryMember member, OpenApiSchema schema, object? value)
    {
        schema.Type &= ~JsonSchemaType.Null;
        schema.Description = null;
        schema.Default = value is null ? null : JsonValue.Create(value);
        if (member.Name == "sort")
        {
            var row = member.Property.DeclaringType!.GetGenericArguments()[0];
            schema.Enum = [.. SortAttribute.Of(row).Orders.Select(order => JsonValue.Create(order))];
        }

        return new()
        {
            Name = member.Name,
            In = ParameterLocation.Query,
            Description = XmlDocs.SummaryOf(member.Property),
            Schema = schema,
        };
    }

    private static IEnumerable<(string Name, string Description, bool IsRequired)> HeadersOf(DescribedFunction function)
    {
        if (function.IsConditionalRead)
        {
            yield return (
                "If-None-Match", "The ETag of the caller's copy; the answer is 304 if the row has not changed.", false);
        }
        else if (function.IsConditionalWrite)
        {
            yield return (
                "If-Match", "The ETag that the change is based on; the answer is 412 if the row has changed.", false);
        }
        else if (function.HttpMethod == "POST")
        {
            yield return (
                "Idempotency-Key",
                "A text that the caller chooses, without a comma, the same for every retry. It is kept for 24 hours.",
                function.NeedsIdempotencyKey);
        }

        if (function.IsEventStream)
        {
            yield return ("Last-Event-ID", "The last event that the caller has; the stream starts after it.", false);
        }
    }
}
