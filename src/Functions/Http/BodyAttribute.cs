namespace Lectern.Functions.Http;

/// <summary>Says what a function's body is, for the reference page; the function reads it by <c>JsonBody</c>.</summary>
/// <param name="type">The record, or an array of records for a batch.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BodyAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;

    /// <summary>Whether it is a merge patch (RFC 7396), in which every member may be absent.</summary>
    public bool IsPatch { get; init; }

    public string? Example { get; init; }
}
