namespace Lectern.Functions.Health;

internal sealed record HealthResource()
    : Resource(100, "The health of one instance, for probes.", HealthJson.Default)
{
    public override void AddServices(IServiceCollection registered, ApplicationSettings settings) =>
        registered.AddSingleton<Readiness>();
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
