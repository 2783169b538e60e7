namespace Lectern.Functions.Status;

internal sealed record StatusResource()
    : Resource(90, "The state of the system, for operators.", StatusJson.Default, typeof(StatusStore))
{
    public override void AddServices(IServiceCollection registered, ApplicationSettings settings)
    {
        base.AddServices(registered, settings);
        // Created now: it must count from the start.
        registered.AddSingleton(new PoolMeter());
        registered.AddSingleton<ActivityMeter>();
        registered.AddHostedService(services => services.GetRequiredService<ActivityMeter>());
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SystemStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
