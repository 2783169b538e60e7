using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;

namespace Lectern.Functions.Json;

/// <summary>How this API reads and writes JSON: strictly in, plainly out.</summary>
public static class LecternJson
{
    /// <summary>The JSON that the compiler works out.</summary>
    public static IReadOnlyList<JsonSerializerContext> Compiled { get; } =
    [
        .. Resource.All.Select(resource => resource.Json).OfType<JsonSerializerContext>(), SharedJson.Default,
    ];

    public static JsonSerializerOptions Options { get; } =
        Strict(new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    /// <summary>The same for merge patches, in which every member may be absent.</summary>
    public static JsonSerializerOptions PatchOptions { get; } = Partial();

    public static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        // Names are written as people write them. The escaping left out here guards JSON that is pasted into HTML;
        // ours is sent as application/json with nosniff.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        // Before what the options have already, which finds out about a type by looking at it.
        foreach (var json in Compiled)
        {
            options.TypeInfoResolverChain.Insert(0, json);
        }

        options.TypeInfoResolver = options.TypeInfoResolver!
            .WithAddedModifier(TextFormConverter.AddTo)
            .WithAddedModifier(AbsentFromPartAttribute.AddTo);
        options.Converters.Add(new TextConverter());
        options.Converters.Add(new TimeConverter());
        return options;
    }

    private static JsonSerializerOptions Partial() => new(Options)
    {
        TypeInfoResolver = Options.TypeInfoResolver!.WithAddedModifier(type =>
        {
            foreach (var property in type.Properties)
            {
                property.IsRequired = false;
            }
        }),
    };
}
