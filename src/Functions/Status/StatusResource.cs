namespace Lectern.Functions.Status;

internal sealed class StatusResource()
    : Resource(90, "How the whole is doing, for operators.", StatusJson.Default, typeof(StatusStore))
{
    public override void AddServices(IServiceCollection registered, ApplicationSettings settings)
    {
        base.AddServices(registered, settings);
        // Made now: the pool's counters are complete only for a listener that was there from the start.
        registered.AddSingleton(new PoolMeter());
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SystemStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
