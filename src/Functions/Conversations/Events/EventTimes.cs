using System.Globalization;

namespace Lectern.Functions.Conversations.Events;

/// <summary>The times of event streams. The contract's unless the settings say otherwise, which is for tests.</summary>
/// <param name="Heartbeat">How long a stream is silent before it says that it is alive.</param>
/// <param name="Life">How long a stream lives; the host's proxy would cut an idle one after 240 s.</param>
/// <param name="Write">How long a client may take to accept what was sent, before it is dropped.</param>
/// <param name="Check">How long the listening connection is silent before it is asked whether it is alive.</param>
public sealed record EventTimes(TimeSpan Heartbeat, TimeSpan Life, TimeSpan Write, TimeSpan Check)
{
    private const double HeartbeatSeconds = 15;
    private const double LifeSeconds = 200;
    private const double WriteSeconds = 10;
    private const double CheckSeconds = 30;

    /// <exception cref="InvalidOperationException">A setting is no positive number of seconds.</exception>
    public static EventTimes Read(IConfiguration configuration) => new(
        Read(configuration, "EVENTS_HEARTBEAT_SECONDS", HeartbeatSeconds),
        Read(configuration, "EVENTS_LIFE_SECONDS", LifeSeconds),
        Read(configuration, "EVENTS_WRITE_SECONDS", WriteSeconds),
        Read(configuration, "EVENTS_CHECK_SECONDS", CheckSeconds));

    private static TimeSpan Read(IConfiguration configuration, string name, double defaultSeconds)
    {
        if (configuration[name] is not { Length: > 0 } text)
        {
            return TimeSpan.FromSeconds(defaultSeconds);
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"{name} is '{text}'; it must be a number of seconds up to 3600.");
    }
}
