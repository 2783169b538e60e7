using System.Text.RegularExpressions;

namespace Lectern.Functions.BotMessages;

/// <summary>
/// A template's text, in which <c>{{name}}</c> stands for a value. It is rendered in one pass from left to right, and
/// values are inserted as they are: nothing in them is evaluated or escaped.
/// </summary>
public static partial class TemplateText
{
    /// <summary>In UTF-16 units. Together with the longest body, it limits the rendered text.</summary>
    public const int MaxValueLength = 16 * 1024;

    /// <summary>A body may have a million values.</summary>
    private const int MaxFaults = 100;

    /// <summary>The placeholders in the order in which they first stand there.</summary>
    public static string[] PlaceholdersOf(string body) =>
        [.. Placeholder().Matches(body).Select(match => match.Groups[1].Value).Distinct()];

    /// <exception cref="ProblemException">422 validation-failed, naming each value that is missing, unknown or too
    /// long as <c>values.name</c>.</exception>
    public static string Render(BotTemplate template, IReadOnlyDictionary<string, string> values)
    {
        string known = template.Placeholders.Length == 0 ? "none" : string.Join(", ", template.Placeholders);
        var missing = template.Placeholders.Where(name => !values.ContainsKey(name))
            .Select(name => (Name: name, Fault: "is required"));
        var unknown = values.Keys.Where(name => !template.Placeholders.Contains(name))
            .Select(name => (Name: name, Fault: $"is not known; known are {known}"));
        var tooLong = values.Where(value => value.Value.Length > MaxValueLength)
            .Select(value => (Name: value.Key, Fault: $"must have {MaxValueLength} characters at most"));
        var errors = missing.Concat(unknown).Concat(tooLong).Take(MaxFaults).DistinctBy(error => error.Name)
            .ToDictionary(error => $"values.{error.Name}", error => new[] { error.Fault });
        return errors.Count == 0
            ? Placeholder().Replace(template.Body, match => values[match.Groups[1].Value])
            : throw ProblemType.ValidationFailed.Exception(
                $"The values do not fit template {template.Name} ({template.Locale}); its placeholders are {known}.",
                errors);
    }

    [GeneratedRegex(@"\{\{([A-Za-z0-9_]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
