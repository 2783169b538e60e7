namespace Lectern.Functions.BotMessages;

internal sealed record BotMessageResource()
    : Resource(70, "The messages of the bot, and their templates.", BotMessageJson.Default, typeof(BotTemplateStore));

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BotMessageInput))]
[JsonSerializable(typeof(BotTemplateInput))]
[JsonSerializable(typeof(Page<BotTemplate>))]
[JsonSerializable(typeof(RenderedTemplate))]
[JsonSerializable(typeof(TemplateValues))]
internal sealed partial class BotMessageJson : JsonSerializerContext;
