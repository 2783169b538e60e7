using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lectern.Functions.Http.Json;

/// <summary>
/// Holds a parsed body against the record that it is meant to become, and names every fault at once by its path:
/// unknown and missing members, wrong types, and what the record's validation attributes refuse.
/// </summary>
public sealed class JsonFaults(JsonSerializerOptions options)
{
    private const string Root = "$";
    private const int MaxFaults = 100;

    /// <summary>How much of a member's name is told, in characters; a body may be one name of 10 MiB.</summary>
    private const int MaxNameLength = 100;

    private readonly Dictionary<string, List<string>> _faults = [];

    /// <summary>The faults of a body by path: <c>email</c>, <c>subscription.plan</c>, <c>[3].email</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Of(JsonElement body, Type type)
    {
        Walk(body, options.GetTypeInfo(type), "");
        return _faults.ToDictionary(fault => fault.Key, fault => fault.Value.ToArray());
    }

    private void Walk(JsonElement element, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case var _ when element.ValueKind == JsonValueKind.Null:
                Add(path, "must not be null");
                break;
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                WalkObject(element, type, path);
                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                WalkDictionary(element, type, path);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                int index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, options.GetTypeInfo(type.ElementType!), $"{path}[{index++}]");
                }

                break;
            default:
                Read(element, type, path);
                break;
        }
    }

    private void WalkObject(JsonElement element, JsonTypeInfo type, string path)
    {
        var seen = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            string? name = NameOf(member);
            string memberPath = path.Length == 0 ? Shortened(name) ?? Root : $"{path}.{Shortened(name)}";
            if (name is null)
            {
                Add(memberPath, "a member's name must not contain half of a surrogate pair");
            }
            else if (!seen.Add(name))
            {
                Add(memberPath, "is given twice");
            }
            else if (type.Properties.FirstOrDefault(property => IsMember(property, name)) is { } property)
            {
                WalkMember(member.Value, property, memberPath);
            }
            else
            {
                Add(memberPath, $"is not known; known are {string.Join(", ", MembersOf(type))}");
            }
        }

        foreach (var missing in type.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
        {
            Add(path.Length == 0 ? missing.Name : $"{path}.{missing.Name}", "is required");
        }
    }

    /// <summary>Any name will do, each of them once; the values are what the dictionary holds.</summary>
    private void WalkDictionary(JsonElement element, JsonTypeInfo type, string path)
    {
        var seen = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            string? name = NameOf(member);
            if (name is null)
            {
                Add(path, "a member's name must not contain half of a surrogate pair");
            }
            else if (!seen.Add(name))
            {
                Add($"{path}.{Shortened(name)}", "is given twice");
            }
            else
            {
                Walk(member.Value, options.GetTypeInfo(type.ElementType!), $"{path}.{Shortened(name)}");
            }
        }
    }

    private void WalkMember(JsonElement value, JsonPropertyInfo property, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            bool canBeNull = property.PropertyType.IsValueType
                ? Nullable.GetUnderlyingType(property.PropertyType) is not null
                : property.IsSetNullable;
            if (!canBeNull)
            {
                Add(path, "must not be null");
            }

            return;
        }

        var type = options.GetTypeInfo(property.PropertyType);
        int before = _faults.Count;
        Walk(value, type, path);
        if (_faults.Count == before && property.AttributeProvider is { } attributes)
        {
            Validate(value.Deserialize(type), attributes, property.Name, path);
        }
    }

    private void Validate(object? value, ICustomAttributeProvider attributes, string name, string path)
    {
        foreach (ValidationAttribute rule in attributes.GetCustomAttributes(typeof(ValidationAttribute), inherit: true))
        {
            if (!rule.IsValid(value))
            {
                Add(path, rule.FormatErrorMessage(name));
            }
        }
    }

    private void Read(JsonElement element, JsonTypeInfo type, string path)
    {
        try
        {
            _ = element.Deserialize(type);
        }
        catch (JsonException wrong)
        {
            // TextConverter speaks to the caller; the framework's own messages name .NET types.
            Add(path, type.Type == typeof(string) ? wrong.Message
                : IsWholeNumber(element) && IsWholeNumber(type) ? "is out of range"
                : $"must be {JsonTypeNames.Of(type)}");
        }
    }

    private static bool IsWholeNumber(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number
        && element.GetRawText().AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsWholeNumber(JsonTypeInfo type) => JsonTypeNames.Of(type) == JsonTypeNames.WholeNumber;

    private void Add(string path, string message)
    {
        path = path.Length == 0 ? Root : path;
        if (_faults.Count < MaxFaults)
        {
            if (!_faults.TryGetValue(path, out var messages))
            {
                _faults[path] = messages = [];
            }

            messages.Add(message);
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Shortened(string? name) => name?.Length > MaxNameLength
        ? string.Concat(name.EnumerateRunes().Take(MaxNameLength)) + "…"
        : name;

    private static bool IsMember(JsonPropertyInfo property, string name) =>
        property.Set is not null && property.Name == name;

    private static IEnumerable<string> MembersOf(JsonTypeInfo type) =>
        type.Properties.Where(property => property.Set is not null).Select(property => property.Name);
}
