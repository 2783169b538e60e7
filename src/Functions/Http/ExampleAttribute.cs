namespace Lectern.Functions.Http;

/// <summary>The value of a member in the description's examples, where no request's example has it.</summary>
/// <param name="json">The value as JSON.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(string json) : Attribute
{
    public string Json { get; } = json;
}
