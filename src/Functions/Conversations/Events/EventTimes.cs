using Lectern.Functions.Hosting;

namespace Lectern.Functions.Conversations.Events;

/// <summary>The settings exist for tests.</summary>
/// <param name="Heartbeat">The silence after which a stream sends a heartbeat.</param>
/// <param name="Life">The longest life of a stream. The proxy of the host cuts an idle one after 240 s.</param>
/// <param name="Check">The silence after which the listening connection is tested.</param>
public sealed record EventTimes(TimeSpan Heartbeat, TimeSpan Life, TimeSpan Check)
{
    private const double HeartbeatSeconds = 15;
    private const double LifeSeconds = 200;
    private const double CheckSeconds = 30;

    /// <exception cref="InvalidOperationException">A setting is not a positive number up to 3600.</exception>
    public static EventTimes Read(IConfiguration configuration) => new(
        configuration.Seconds("EVENTS_HEARTBEAT_SECONDS", HeartbeatSeconds),
        configuration.Seconds("EVENTS_LIFE_SECONDS", LifeSeconds),
        configuration.Seconds("EVENTS_CHECK_SECONDS", CheckSeconds));
}
