namespace Lectern.Functions.Http;

/// <summary>The record that a function's query is bound to; the function reads it by <c>GetQuery</c>.</summary>
/// <param name="type">A record with a parameterless constructor, whose members are the parameters.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QueryAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;

    /// <summary>Whether the function exports a list, whose query this is.</summary>
    public bool ForExport { get; init; }
}
