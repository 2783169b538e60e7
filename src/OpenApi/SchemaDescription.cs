using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization;
using Lectern.Functions.Http;
using Lectern.Functions.Json;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>Adds what the framework cannot derive because of our converters and attributes.</summary>
internal static class SchemaDescription
{
    // The framework stores the name of a component here.
    private const string ComponentName = "x-schema-id";
    // The framework reads this when it replaces a member's schema by a reference.
    private const string NullableReference = "x-is-nullable-property";

    private static readonly HashSet<Type> Inputs =
    [
        .. FunctionMetadata.Methods
            .Select(method => method.GetCustomAttribute<BodyAttribute>()?.Type)
            .OfType<Type>().SelectMany(type => WithMembers(type.GetElementType() ?? type)),
    ];

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
        foreach (object rule in rules?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [])
        {
            SchemaRules.Add(schema, (ValidationAttribute)rule);
        }

        if (schema.Properties?.Count > 0)
        {
            // The API refuses unknown members, so the description must not allow them.
            schema.AdditionalPropertiesAllowed = false;
            if (!Inputs.Contains(type))
            {
                schema.Required = context.JsonTypeInfo.Properties
                    .Where(property => schema.Properties.ContainsKey(property.Name))
                    .Where(property => !IsAbsentWhenNull(property.AttributeProvider!)
                        && !AbsentFromPartAttribute.IsOn(property))
                    .Select(property => property.Name).ToHashSet();
            }
        }
    }

    // To the framework, a type with a converter, such as a text or a time, can be anything.
    private static void GiveType(OpenApiSchema schema, Type type)
    {
        if (type == typeof(string) || type == typeof(DateTime) || type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type == typeof(string[]))
        {
            schema.Type = JsonSchemaType.Array | (schema.Type & JsonSchemaType.Null);
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
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
                bool isNumber = type.GetGenericArguments()[1] == typeof(long);
                values.Type = isNumber ? JsonSchemaType.Integer : JsonSchemaType.String;
                values.Format = isNumber ? "int64" : null;
            }
        }
    }

    private static void AllowNull(OpenApiSchema schema)
    {
        // A schema with a name becomes a reference, which has no type of its own.
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
