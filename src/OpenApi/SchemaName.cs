using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Lectern.OpenApi;

/// <summary>A record that cannot have its namespace's name has its contract name in DisplayNameAttribute.</summary>
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
