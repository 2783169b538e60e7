using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lectern.Functions.Tests.Support;

/// <summary>Bodies made of the examples of <c>[Body]</c>.</summary>
internal static partial class SampleBody
{
    /// <summary>The members that no two rows of a table may have alike.</summary>
    private static readonly string[] Unique = ["email", "name", "username"];

    /// <summary>An example whose ids are of rows that are there.</summary>
    /// <param name="example">The example: an object, or a batch of them.</param>
    /// <param name="id">The id for the plural of a member, <c>students</c> for <c>studentId</c>.</param>
    /// <param name="tag">What the members that must be unique begin with.</param>
    public static string Of(string example, Func<string, string> id, string tag = "")
    {
        var body = JsonNode.Parse(example)!;
        foreach (var row in body is JsonArray batch ? batch : [])
        {
            Fill(row!.AsObject(), id, tag);
        }

        if (body is JsonObject one)
        {
            Fill(one, id, tag);
        }

        return body.ToJsonString();
    }

    private static void Fill(JsonObject row, Func<string, string> id, string tag)
    {
        foreach (var (member, value) in row.ToList())
        {
            if (Reference().Match(member) is { Success: true } reference)
            {
                string referred = id($"{reference.Groups["word"].Value.ToLowerInvariant()}s");
                row[member] = value is JsonArray ? new JsonArray(referred) : referred;
            }
            else if (Unique.Contains(member))
            {
                row[member] = tag + (string)value!;
            }
        }
    }

    /// <summary>The last word of a name before its Id: of <c>lastMessageId</c>, Message.</summary>
    [GeneratedRegex("(?<word>[A-Z]?[a-z]+)Ids?$")]
    private static partial Regex Reference();
}
