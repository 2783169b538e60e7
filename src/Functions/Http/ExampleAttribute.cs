using System.Text.Json.Nodes;

namespace Lectern.Functions.Http;

/// <summary>The JSON of a member in the API description, unless an example of a request has it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(string json) : Attribute
{
    public string Json { get; } = json;

    /// <param name="member">The member that has the attribute, for the message.</param>
    /// <exception cref="InvalidOperationException">The text is not JSON.</exception>
    public JsonNode? Parse(string member)
    {
        try
        {
            return JsonNode.Parse(Json);
        }
        catch (JsonException)
        {
            throw new InvalidOperationException(
                $"The [Example] of {member} is not JSON: {Json}. A text needs quotes: [Example(\"\\\"{Json}\\\"\")].");
        }
    }
}
