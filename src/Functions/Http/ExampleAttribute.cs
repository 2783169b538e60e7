namespace Lectern.Functions.Http;

/// <summary>The JSON of a member in the API description, unless an example of a request has it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(string json) : Attribute
{
    public string Json { get; } = json;
}
