namespace Lectern.Functions.BotMessages;

/// <summary>A message that the bot posts for a caller.</summary>
public sealed record BotMessageInput
{
    /// <summary>The template of the message.</summary>
    public required TemplateReference Template { get; init; }
    /// <summary>The conversation that the bot posts to.</summary>
    public required Guid ConversationId { get; init; }
    /// <summary>A text for each placeholder.</summary>
    public IReadOnlyDictionary<string, string> Values { get; set; } = new Dictionary<string, string>();
}

/// <summary>A template by its id, or by its name in the language nearest to a locale.</summary>
public sealed record TemplateReference
{
    public const string LastLocale = "en";

    /// <summary>The template's id. It excludes name and locale.</summary>
    public Guid? Id { get; init; }

    [Pattern(BotTemplateInput.NamePattern, ErrorMessage = "must be a template's name")]
    public string? Name { get; init; }
    /// <summary>The preferred language; English if it is absent.</summary>
    [LanguageTag] public string? Locale { get; init; }

    /// <summary>
    /// The languages to try, in lower case, the nearest first, such as de-at, de, en (RFC 4647, section 3.4).
    /// </summary>
    public static string[] Fallbacks(string locale)
    {
        var locales = new List<string>();
        for (string tag = locale.ToLowerInvariant(); tag.Length > 0; tag = Shorter(tag))
        {
            locales.Add(tag);
        }

        return [.. locales, LastLocale];
    }

    private static string Shorter(string tag)
    {
        string shorter = tag[..Math.Max(tag.LastIndexOf('-'), 0)];
        return shorter.Length > 1 && shorter[^2] == '-' ? shorter[..^2] : shorter;
    }
}
