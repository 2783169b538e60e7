namespace Lectern.Functions.About;

internal sealed record AboutResource() : Resource(110, "What this API is.", AboutJson.Default);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ApiIndex))]
internal sealed partial class AboutJson : JsonSerializerContext;
