using Lectern.Functions.Conversations;

namespace Lectern.Functions.BotMessages;

/// <summary>A template of bot messages, for one name and language.</summary>
[Sort("createdAt", "name", Default = "name")]
public sealed record BotTemplate : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>The name that programs use; the same in every language.</summary>
    public required string Name { get; init; }
    /// <summary>The language (BCP 47). Unique with the name, without regard to case.</summary>
    public required string Locale { get; init; }
    /// <summary>The text, with <c>{{placeholders}}</c>.</summary>
    public required string Body { get; init; }
    /// <summary>The placeholders of the text, in the order of their first use.</summary>
    [Example("""["name"]""")] public required string[] Placeholders { get; init; }
    /// <summary>Whether the bot may use it.</summary>
    [Example("true")] public bool IsActive { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>What a caller writes of a template.</summary>
public sealed record BotTemplateInput
{
    public const int MaxNameLength = 100;
    public const int MaxLocaleLength = 35;
    public const string NamePattern = "[A-Za-z0-9._-]{1,100}";

    [Pattern(NamePattern, ErrorMessage = "must have 1 to 100 letters, digits, dots, hyphens or underscores")]
    public required string Name { get; init; }
    [LanguageTag] public required string Locale { get; init; }
    [Text(MessageInput.MaxBodyLength, IsMultiLine = true)] public required string Body { get; init; }
    public bool IsActive { get; set; } = true;
}

/// <summary>The values that a template is rendered with.</summary>
public sealed record TemplateValues
{
    /// <summary>A text for each placeholder.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}

/// <summary>A template with its values.</summary>
/// <param name="Text">The text, exactly as the bot would post it.</param>
/// <param name="Locale">The template's language.</param>
public sealed record RenderedTemplate(
    [property: Example("\"Hello Ada, your homework is due.\"")] string Text, string Locale);
