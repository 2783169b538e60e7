namespace Lectern.Functions.Http;

/// <summary>A record whose members are the parameters of a function's query. <c>GetQuery</c> reads it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QueryAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
    public bool ForExport { get; init; }
}
