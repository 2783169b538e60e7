using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Lectern.Functions.Validation;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

internal static class SchemaRules
{
    /// <summary>Adds the rules that the framework leaves out.</summary>
    public static void Add(OpenApiSchema schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case EmailAttribute:
                schema.Format = "email";
                schema.MaxLength = EmailAttribute.MaxLength;
                break;
            case TextAttribute:
                schema.MinLength = 1;
                break;
            case TextsAttribute texts:
                schema.MaxItems = texts.MaxCount;
                schema.Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MinLength = 1,
                    MaxLength = texts.MaxLength,
                };
                break;
            case CurrencyAttribute:
                schema.Pattern = "^[A-Z]{3}$";
                break;
            case RegularExpressionAttribute expression:
                // .NET matches the whole text, JSON Schema any part of it.
                schema.Pattern = $"^(?:{expression.Pattern})$";
                break;
            case AllowedValuesAttribute allowed:
                schema.Enum = [.. allowed.Values.Select(value => JsonValue.Create($"{value}"))];
                break;
        }
    }
}
