using System.Text.Json.Serialization.Metadata;

namespace Lectern.Functions.Json;

/// <summary>The JSON names of .NET types, for messages to callers.</summary>
public static class JsonTypeNames
{
    public const string WholeNumber = "a whole number";

    /// <summary>For example <c>a whole number</c> or <c>a date (YYYY-MM-DD)</c>.</summary>
    public static string Of(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "an array",
        _ => Of(type.Type),
    };

    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? "text"
            : type == typeof(bool) ? "true or false"
            : type == typeof(short) || type == typeof(int) || type == typeof(long) ? WholeNumber
            : type == typeof(DateOnly) ? "a date (YYYY-MM-DD)"
            : type == typeof(DateTime) || type == typeof(DateTimeOffset)
                ? "a time (RFC 3339, for example 2026-09-01T08:30:00Z)"
            : type == typeof(Guid) ? "a UUID"
            : "another kind of value";
    }
}
