using Microsoft.AspNetCore.Mvc;

namespace Lectern.Functions.Json;

/// <summary>The compiled JSON of what belongs to no resource.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class SharedJson : JsonSerializerContext;
