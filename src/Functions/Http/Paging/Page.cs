using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace Lectern.Functions.Http.Paging;

/// <summary>One page of a list, in the form of Azure's REST guidelines.</summary>
/// <param name="Value">The rows.</param>
/// <param name="NextLink">The absolute URL of the next page; absent on the last one.</param>
/// <param name="Count">How many rows the filters let through; present only when asked for.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Value,
    [property: JsonIgnore(Condition = WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = WhenWritingNull)] long? Count)
{
    /// <summary>The most rows that a page may have.</summary>
    public const int MaxLimit = 200;

    /// <summary>How many rows a page has when the caller does not say.</summary>
    public const int DefaultLimit = 50;
}
