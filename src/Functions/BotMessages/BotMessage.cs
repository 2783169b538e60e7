namespace Lectern.Functions.BotMessages;

/// <summary>What a caller has the bot say.</summary>
public sealed record BotMessageInput
{
    /// <summary>Which template.</summary>
    public required TemplateReference Template { get; init; }

    /// <summary>Where it is said.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>A text for each placeholder.</summary>
    public IReadOnlyDictionary<string, string> Values { get; set; } = new Dictionary<string, string>();
}

/// <summary>A template by its id, or by its name in the language nearest to a locale.</summary>
public sealed record TemplateReference
{
    /// <summary>What is spoken where there is nothing nearer.</summary>
    public const string LastLocale = "en";

    /// <summary>The template's id; then neither name nor locale are given.</summary>
    public Guid? Id { get; init; }

    [Pattern(BotTemplateInput.NamePattern, ErrorMessage = "must be a template's name")]
    public string? Name { get; init; }

    /// <summary>The language that is wanted; without it, English.</summary>
    [LanguageTag] public string? Locale { get; init; }

    /// <summary>
    /// The languages to look for, in lower case, the nearest first: de-at, de, en (RFC 4647, 3.4: cut from the end,
    /// together with a single letter that would then be last).
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
