using System.Text.Json.Serialization.Metadata;

namespace Lectern.Functions.Json;

/// <summary>
/// A member that is absent for callers who see only a part of the row: its <see cref="IVersionedRow.View"/> has a name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AbsentFromPartAttribute : Attribute
{
    public static void AddTo(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(IsOn))
        {
            member.ShouldSerialize = static (row, _) => ((IVersionedRow)row).View.Length == 0;
        }
    }

    public static bool IsOn(JsonPropertyInfo member) =>
        member.AttributeProvider?.IsDefined(typeof(AbsentFromPartAttribute), inherit: true) == true;
}
