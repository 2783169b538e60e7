using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace Lectern.Functions.Json;

/// <summary>Finds what a record's attributes refuse, and nulls in lists, which its type cannot forbid.</summary>
public sealed class RecordFaults(JsonSerializerOptions options, Faults faults)
{
    private static readonly ConcurrentDictionary<JsonPropertyInfo, ValidationAttribute[]> Rules = new();

    /// <param name="given">The members to look at; null for all of them.</param>
    public void Find(object record, Type type, IReadOnlySet<string>? given) =>
        Walk(record, options.GetTypeInfo(type), "", given);

    internal static ValidationAttribute[] RulesOf(JsonPropertyInfo member) => Rules.GetOrAdd(
        member,
        static one => (ValidationAttribute[]?)one.AttributeProvider?.GetCustomAttributes(
            typeof(ValidationAttribute), inherit: true) ?? []);

    private void Walk(object? value, JsonTypeInfo type, string path, IReadOnlySet<string>? given = null)
    {
        switch (type.Kind)
        {
            case var _ when value is null:
                faults.Add(path, "must not be null");
                break;
            case JsonTypeInfoKind.None:
                faults.AddControl(path, value);
                break;
            case JsonTypeInfoKind.Object:
                foreach (var member in type.Properties.Where(member => member is { Get: not null, Set: not null }))
                {
                    if (given?.Contains(member.Name) != false)
                    {
                        WalkMember(member.Get!(value), member, Faults.Below(path, member.Name));
                    }
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                int index = 0;
                foreach (object? item in (IEnumerable)value)
                {
                    Walk(item, options.GetTypeInfo(type.ElementType!), $"{path}[{index++}]");
                }

                break;
            case JsonTypeInfoKind.Dictionary:
                foreach (var (name, item) in (IEnumerable<KeyValuePair<string, string?>>)value)
                {
                    Walk(item, options.GetTypeInfo(type.ElementType!), $"{path}.{name}");
                }

                break;
        }
    }

    private void WalkMember(object? value, JsonPropertyInfo member, string path)
    {
        if (value is null)
        {
            return;
        }

        int before = faults.Count;
        Walk(value, options.GetTypeInfo(member.PropertyType), path);
        if (faults.Count == before)
        {
            faults.AddRefusals(RulesOf(member), value, member.Name, path);
        }
    }
}
