using System.Reflection;
using System.Text.Json.Nodes;
using Lectern.Functions.Http;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>The parameters of a function; one name means the same everywhere.</summary>
internal static class ParameterDescription
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["active"] = "Only what is active, or only what is not.",
        ["count"] = "Whether to count the rows that the filters let through.",
        ["cursor"] = "Where the page begins. Comes with a `nextLink`, and is never made up.",
        ["dueBefore"] = "Only what is due before this time.",
        ["endingBefore"] = "Only what ends before this day.",
        ["expand"] = "What to show with each row.",
        ["format"] = "A JSON object a line, or comma-separated values (RFC 4180) with a header line.",
        ["from"] = "Only what was paid on this day (in UTC) or later.",
        ["grade"] = "Only this school year.",
        ["id"] = "The row's id.",
        ["limit"] = "The most rows of a page.",
        ["locale"] = "Only this language (BCP 47), without regard to case.",
        ["messageId"] = "The message's id.",
        ["name"] = "The name.",
        ["onConflict"] = "What to do with a row whose e-mail address is there already: fail, and all with it; skip it; "
            + "or update the row that is there.",
        ["overdue"] = "Only what is overdue, or only what is not.",
        ["q"] = "Only where the name or the e-mail address contains this, without regard to case.",
        ["refundId"] = "The refund's id.",
        ["role"] = "Only this role.",
        ["sort"] = "The order; `-` before a name turns it round.",
        ["status"] = "Only what is in this state.",
        ["studentId"] = "Only this student's.",
        ["subject"] = "Only who teaches this.",
        ["to"] = "Only what was paid on this day (in UTC) or earlier.",
        ["tutorId"] = "Only this tutor's.",
    };

    /// <summary>Describes those that the signature has, and adds those that it has not.</summary>
    public static void Describe(OpenApiOperation operation, DescribedFunction function)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description = Meanings.GetValueOrDefault(parameter.Name!);
            if (parameter.Name == "sort" && function.ListedRow is { } row)
            {
                var schema = (OpenApiSchema)parameter.Schema!;
                schema.Enum = [.. SortOrders.Of(row).Select(order => JsonValue.Create(order))];
            }
        }

        if (function.IsConditionalRead)
        {
            AddHeader("If-None-Match", "The ETag that the caller has; 304 when it is still the present one.");
        }
        else if (function.IsConditionalWrite)
        {
            AddHeader("If-Match", "The ETag that the change is based on; 412 when the row has changed since.");
        }
        else if (function.HttpMethod == "POST")
        {
            AddHeader("Idempotency-Key",
                "A text of the caller's own without a comma, the same with every retry; kept for 24 hours.",
                function.NeedsIdempotencyKey);
        }

        if (function.IsEventStream)
        {
            AddHeader("Last-Event-ID", "The last event that the caller has; the stream goes on after it.");
        }

        foreach (var parameter in function.Method.GetCustomAttributes<QueryParameterAttribute>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = Meanings[parameter.Name],
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. parameter.Values.Select(value => JsonValue.Create(value))],
                    Default = parameter.Values[0],
                },
            });
        }

        void AddHeader(string name, string description, bool required = false) =>
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Required = required,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
    }
}
