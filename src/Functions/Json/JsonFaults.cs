using System.Text.Json.Serialization.Metadata;

namespace Lectern.Functions.Json;

/// <summary>
/// Compares refused JSON with the record that it was meant for, and finds every fault: unknown and missing members,
/// wrong types, and what the record's attributes refuse.
/// </summary>
public sealed class JsonFaults(JsonSerializerOptions options, Faults faults)
{
    /// <summary>In characters. A body may consist of one name of 10 MiB.</summary>
    private const int MaxNameLength = 100;

    public void Find(JsonElement json, Type type) => Walk(json, options.GetTypeInfo(type), "");

    /// <returns>A single value, or a list of them; null for an object, or after a fault.</returns>
    private object? Walk(JsonElement json, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case var _ when json.ValueKind == JsonValueKind.Null:
                faults.Add(path, "must not be null");
                return null;
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.Object:
                WalkObject(json, type, path);
                return null;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                var values = options.GetTypeInfo(type.ElementType!);
                foreach (var (_, value, memberPath) in MembersOf(json, path))
                {
                    faults.AddControl(memberPath, Walk(value, values, memberPath));
                }

                return null;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                return WalkArray(json, options.GetTypeInfo(type.ElementType!), path);
            default:
                return Read(json, type, path);
        }
    }

    private void WalkObject(JsonElement json, JsonTypeInfo type, string path)
    {
        var given = MembersOf(json, path).ToList();
        foreach (var (name, value, memberPath) in given)
        {
            if (type.Properties.FirstOrDefault(one => one.Set is not null && one.Name == name) is { } property)
            {
                WalkMember(value, property, memberPath);
            }
            else
            {
                var known = type.Properties.Where(one => one.Set is not null).Select(one => one.Name);
                faults.Add(memberPath, $"is not known; known are {string.Join(", ", known)}");
            }
        }

        foreach (var missing in type.Properties.Where(
            property => property.IsRequired && given.TrueForAll(member => member.Name != property.Name)))
        {
            faults.Add(Faults.Below(path, missing.Name), "is required");
        }
    }

    private void WalkMember(JsonElement json, JsonPropertyInfo property, string path)
    {
        if (json.ValueKind == JsonValueKind.Null && CanBeNull(property))
        {
            return;
        }

        int before = faults.Count;
        object? value = Walk(json, options.GetTypeInfo(property.PropertyType), path);
        if (faults.Count == before && value is not null)
        {
            value = TextFormConverter.FormOf(property, value);
            faults.AddControl(path, value);
            faults.AddRefusals(RecordFaults.RulesOf(property), value, property.Name, path);
        }
    }

    private IEnumerable<(string Name, JsonElement Value, string Path)> MembersOf(JsonElement json, string path)
    {
        var seen = new HashSet<string>();
        foreach (var member in json.EnumerateObject())
        {
            string? name = NameOf(member);
            string memberPath = Faults.Below(path, Shortened(name));
            if (name is not null && seen.Add(name))
            {
                yield return (name, member.Value, memberPath);
            }
            else
            {
                faults.Add(name is null ? path : memberPath, name is null
                    ? "a member's name must not contain half of a surrogate pair"
                    : "is given twice");
            }
        }
    }

    private Array WalkArray(JsonElement json, JsonTypeInfo items, string path)
    {
        var array = Array.CreateInstance(items.Type, json.GetArrayLength());
        int index = 0;
        foreach (var item in json.EnumerateArray())
        {
            string itemPath = $"{path}[{index}]";
            object? value = Walk(item, items, itemPath);
            faults.AddControl(itemPath, value);
            array.SetValue(value, index++);
        }

        return array;
    }

    private object? Read(JsonElement json, JsonTypeInfo type, string path)
    {
        try
        {
            return json.Deserialize(type);
        }
        catch (JsonException wrong)
        {
            // TextConverter speaks to the caller; the framework's own messages name .NET types.
            faults.Add(path, type.Type == typeof(string) ? wrong.Message
                : IsWholeNumber(json) && JsonTypeNames.Of(type) == JsonTypeNames.WholeNumber ? "is out of range"
                : $"must be {JsonTypeNames.Of(type)}");
            return null;
        }
    }

    private static bool CanBeNull(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsSetNullable;

    private static bool IsWholeNumber(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number
        && json.GetRawText().AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0;

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
}
