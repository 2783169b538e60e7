using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization;
using Lectern.Functions.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Adds to a schema what the framework cannot see through our own converters and attributes.</summary>
internal static class SchemaDescription
{
    /// <summary>The framework's note of the component that a schema will be.</summary>
    private const string ComponentName = "x-schema-id";

    /// <summary>What the framework looks for when it puts a reference in the place of a member's schema.</summary>
    private const string NullableReference = "x-is-nullable-property";

    private static readonly HashSet<Type> Inputs =
    [
        .. FunctionMetadata.Methods
            .Select(method => method.GetCustomAttribute<BodyAttribute>()?.Type)
            .OfType<Type>().SelectMany(type => WithMembers(type.GetElementType() ?? type)),
    ];

    /// <summary>The transformer.</summary>
    public static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        GiveType(schema, type);
        var member = context.JsonPropertyInfo?.AttributeProvider;
        if (member is not null && IsAbsentWhenNull(member))
        {
            schema.Type &= ~JsonSchemaType.Null;
        }
        else if (context.JsonPropertyInfo?.IsGetNullable == true)
        {
            AllowNull(schema);
        }

        if (member is PropertyInfo property)
        {
            schema.Description ??= XmlDocs.SummaryOf(property);
        }

        var parameter = context.ParameterDescription?.ParameterDescriptor as IParameterInfoParameterDescriptor;
        var rules = member ?? parameter?.ParameterInfo;
        foreach (var rule in rules?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [])
        {
            SchemaRules.Add(schema, (ValidationAttribute)rule);
        }

        if (schema.Properties?.Count > 0)
        {
            // The API refuses what it does not know; a description that allows it would lie.
            schema.AdditionalPropertiesAllowed = false;
            if (!Inputs.Contains(type))
            {
                schema.Required = context.JsonTypeInfo.Properties
                    .Where(property => schema.Properties.ContainsKey(property.Name))
                    .Where(property => !IsAbsentWhenNull(property.AttributeProvider!))
                    .Select(property => property.Name).ToHashSet();
            }
        }
    }

    /// <summary>Texts and times have converters, and what has one is anything at all to the framework.</summary>
    private static void GiveType(OpenApiSchema schema, Type type)
    {
        if (type == typeof(string) || type == typeof(DateTime) || type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (schema.Type is { } array && array.HasFlag(JsonSchemaType.Array) && schema.Items is null)
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var values = new OpenApiSchema();
            schema.AdditionalProperties = values;
            if (type.GetGenericArguments()[1].IsArray)
            {
                values.Type = JsonSchemaType.Array;
                values.Items = new OpenApiSchema { Type = JsonSchemaType.String };
            }
            else
            {
                values.Type = JsonSchemaType.String;
            }
        }
    }

    private static void AllowNull(OpenApiSchema schema)
    {
        // A schema with a name becomes a reference, which can only be one of two.
        if (schema.Metadata?.TryGetValue(ComponentName, out object? name) == true && name is string { Length: > 0 })
        {
            schema.Metadata[NullableReference] = true;
        }
        else
        {
            schema.Type |= JsonSchemaType.Null;
        }
    }

    private static bool IsAbsentWhenNull(ICustomAttributeProvider member) =>
        member.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute
        {
            Condition: JsonIgnoreCondition.WhenWritingNull,
        }];

    private static IEnumerable<Type> WithMembers(Type type) =>
        type.GetProperties().Select(property => property.PropertyType)
            .Where(member => member.Assembly == type.Assembly)
            .Prepend(type);
}
