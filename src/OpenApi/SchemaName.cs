using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Lectern.OpenApi;

/// <summary>
/// The names of schemas in the contract. A record has another name in C# where its own would be that of its namespace;
/// its <see cref="DisplayNameAttribute"/> is the contract's.
/// </summary>
internal static class SchemaName
{
    public static string Of(Type row) => row.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? row.Name;

    public static string? Of(JsonTypeInfo type)
    {
        string? name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return type.Type.GetGenericArguments().Prepend(type.Type).Aggregate(
            name, (all, part) => all?.Replace(part.Name, Of(part), StringComparison.Ordinal));
    }
}
