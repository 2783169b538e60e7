using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace Lectern.Functions.Http;

/// <summary>One page of a list, in the form of Azure's REST guidelines.</summary>
/// <param name="Value">The rows.</param>
/// <param name="NextLink">The absolute URL of the next page; absent on the last one.</param>
/// <param name="Count">The number of rows that match the filters; present only if requested.</param>
/// <param name="CountIsEstimate">Present, and true, if the count is an estimate.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Value,
    [property: JsonIgnore(Condition = WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = WhenWritingNull)] long? Count,
    [property: JsonIgnore(Condition = WhenWritingNull)] bool? CountIsEstimate);
