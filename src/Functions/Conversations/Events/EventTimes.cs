using Lectern.Functions.Hosting;

namespace Lectern.Functions.Conversations.Events;

/// <summary>The settings exist for tests.</summary>
/// <param name="Heartbeat">The silence after which a stream sends a heartbeat.</param>
/// <param name="Life">The longest life of a stream. The proxy of the host cuts an idle one after 240 s.</param>
/// <param name="Check">The time between two looks for messages of which nobody was notified.</param>
/// <param name="Access">The time between two checks that the callers may still see their conversations.</param>
public sealed record EventTimes(TimeSpan Heartbeat, TimeSpan Life, TimeSpan Check, TimeSpan Access)
{
    private const double HeartbeatSeconds = 15;
    private const double LifeSeconds = 200;
    private const double CheckSeconds = 1;
    private const double AccessSeconds = 5;

    /// <exception cref="InvalidOperationException">A setting is not a positive number up to 3600.</exception>
    public static EventTimes Read(IConfiguration configuration) => new(
        configuration.Seconds("EVENTS_HEARTBEAT_SECONDS", HeartbeatSeconds),
        configuration.Seconds("EVENTS_LIFE_SECONDS", LifeSeconds),
        configuration.Seconds("EVENTS_CHECK_SECONDS", CheckSeconds),
        configuration.Seconds("EVENTS_ACCESS_SECONDS", AccessSeconds));
}
