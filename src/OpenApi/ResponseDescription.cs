using Lectern.Functions.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

internal static class ResponseDescription
{
    // The component of bodies that are neither JSON nor JSON lines.
    private const string Text = "Text";

    private static readonly OpenApiSchema AnyText = new()
    {
        Type = JsonSchemaType.String,
        Description = "Text in the format of its content type.",
    };

    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, DescribedFunction function,
        CancellationToken cancellationToken)
    {
        var document = context.Document!;
        document.AddComponent<IOpenApiSchema>(Text, AnyText);
        operation.Responses ??= [];
        if (function.ExportedRow is { } row)
        {
            string name = SchemaName.Of(row);
            document.AddComponent<IOpenApiSchema>(
                name, await context.GetOrCreateSchemaAsync(row, null, cancellationToken));
            operation.Responses = new() { ["200"] = Export(name, document) };
        }
        else if (function.IsEventStream)
        {
            operation.Responses = new() { ["200"] = Events(document) };
        }

        foreach (var (status, response) in operation.Responses)
        {
            DescribeSuccess(status, (OpenApiResponse)response, function, document);
        }

        if (function.IsAlsoPage)
        {
            operation.Responses["200"].Content!["text/html"] = new()
            {
                Schema = new OpenApiSchemaReference(Text, document),
            };
        }

        if (function.IsConditionalRead)
        {
            operation.Responses["304"] = new OpenApiResponse
            {
                Description = "The row has not changed",
                Headers = ResponseHeader.Of(document, ResponseHeader.ETag),
            };
        }

        document.AddComponent<IOpenApiSchema>(
            nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken));
        foreach (var problems in function.Problems.GroupBy(problem => problem.Status).OrderBy(group => group.Key))
        {
            operation.Responses[$"{problems.Key}"] = Problems([.. problems], document);
        }
    }

    private static OpenApiResponse Export(string row, OpenApiDocument document) => new()
    {
        Description = "The rows as a stream: one JSON object per line, or comma-separated values",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/x-ndjson"] = new() { Schema = new OpenApiSchemaReference(row, document) },
            ["text/csv"] = new() { Schema = new OpenApiSchemaReference(Text, document) },
        },
    };

    private static OpenApiResponse Events(OpenApiDocument document) => new()
    {
        Description = "One event per message: the id is its number, the data is the message as JSON",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["text/event-stream"] = new() { Schema = new OpenApiSchemaReference(Text, document) },
        },
    };

    private static void DescribeSuccess(
        string status, OpenApiResponse response, DescribedFunction function, OpenApiDocument document)
    {
        response.Headers = ResponseHeader.Of(document,
        [
            .. function.HasETag && status != "204" ? [ResponseHeader.ETag] : Array.Empty<string>(),
            .. status == "201" ? [ResponseHeader.Location] : Array.Empty<string>(),
            .. function.HttpMethod == "POST" ? [ResponseHeader.IdempotencyReplayed] : Array.Empty<string>(),
        ]);
        foreach (var (_, media) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (media.Schema is OpenApiSchema { Type: JsonSchemaType.String })
            {
                media.Schema = new OpenApiSchemaReference(Text, document);
            }
        }
    }

    private static OpenApiResponse Problems(ProblemType[] problems, OpenApiDocument document)
    {
        foreach (var problem in problems)
        {
            document.AddComponent<IOpenApiExample>(problem.Code, ProblemExample.Of(problem));
        }

        return new()
        {
            Description = string.Join("; ", problems.Select(problem => $"`{problem.Code}`: {problem.Title}")),
            Headers = ResponseHeader.Of(document, problems[0].Status switch
            {
                401 => [ResponseHeader.WwwAuthenticate],
                429 or 503 or 504 => [ResponseHeader.RetryAfter],
                _ => [],
            }),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(Problem), document),
                    Examples = problems.ToDictionary(
                        problem => problem.Code,
                        IOpenApiExample (problem) => new OpenApiExampleReference(problem.Code, document)),
                },
            },
        };
    }
}
