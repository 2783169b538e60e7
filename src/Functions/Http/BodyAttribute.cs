namespace Lectern.Functions.Http;

/// <summary>The body of a function, for the reference page. The function reads it with <c>JsonBody</c>.</summary>
/// <param name="type">The record, or an array of records for a batch.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BodyAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;

    /// <summary>Whether it is a merge patch (RFC 7396), whose members are all optional.</summary>
    public bool IsPatch { get; init; }

    public string? Example { get; init; }
}
