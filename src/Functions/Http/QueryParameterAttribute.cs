namespace Lectern.Functions.Http;

/// <summary>
/// A query parameter of a function that takes a body. It is read from the request: as a method parameter, the worker
/// would bind it to a member of the body of the same name.
/// </summary>
/// <param name="name">The parameter's name.</param>
/// <param name="values">The values that it may have; the first is the default.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QueryParameterAttribute(string name, params string[] values) : Attribute
{
    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>The values that it may have.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
