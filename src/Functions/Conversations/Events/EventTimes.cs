namespace Lectern.Functions.Conversations.Events;

/// <summary>The settings exist for tests.</summary>
/// <param name="Heartbeat">The silence after which a stream sends a heartbeat.</param>
/// <param name="Life">The longest life of a stream. The proxy of the host cuts an idle one after 240 s.</param>
/// <param name="Write">How long a client may take to accept data before it is dropped.</param>
/// <param name="Check">The silence after which the listening connection is tested.</param>
public sealed record EventTimes(TimeSpan Heartbeat, TimeSpan Life, TimeSpan Write, TimeSpan Check)
{
    private const double HeartbeatSeconds = 15;
    private const double LifeSeconds = 200;
    private const double WriteSeconds = 10;
    private const double CheckSeconds = 30;

    /// <exception cref="InvalidOperationException">A setting is not a positive number up to 3600.</exception>
    public static EventTimes Read(IConfiguration configuration) => new(
        Read(configuration, "EVENTS_HEARTBEAT_SECONDS", HeartbeatSeconds),
        Read(configuration, "EVENTS_LIFE_SECONDS", LifeSeconds),
        Read(configuration, "EVENTS_WRITE_SECONDS", WriteSeconds),
        Read(configuration, "EVENTS_CHECK_SECONDS", CheckSeconds));

    private static TimeSpan Read(IConfiguration configuration, string name, double defaultSeconds) =>
        configuration[name] is not { Length: > 0 } text ? TimeSpan.FromSeconds(defaultSeconds)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= 3600 ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidOperationException($"{name} is '{text}'; it must be a number of seconds up to 3600.");
}
