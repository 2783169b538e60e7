namespace Lectern.Functions.BotMessages;

public sealed record BotTemplateQuery : ListQuery<BotTemplate>
{
    /// <summary>Only templates with this name.</summary>
    [StringLength(BotTemplateInput.MaxNameLength)] public string? Name { get; init; }
    /// <summary>Only this language (BCP 47), without regard to case.</summary>
    [StringLength(BotTemplateInput.MaxLocaleLength)] public string? Locale { get; init; }
    /// <summary>Only active rows, or only inactive ones.</summary>
    public bool? Active { get; init; }
}
