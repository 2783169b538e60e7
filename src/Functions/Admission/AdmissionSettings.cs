using Lectern.Functions.Hosting;

namespace Lectern.Functions.Admission;

/// <param name="Waiting">How many requests may wait for a connection; more are refused.</param>
/// <param name="Exports">How many exports may be open.</param>
/// <param name="ExportsPerCaller">How many of them one caller may have.</param>
/// <param name="Events">How many event streams may be open.</param>
/// <param name="EventsPerCaller">How many of them one caller may have.</param>
/// <param name="BodyBytes">The memory for all bodies that are being received.</param>
/// <param name="Write">How long a client of a stream may take to accept data before it is dropped.</param>
public sealed record AdmissionSettings(
    int Waiting, int Exports, int ExportsPerCaller, int Events, int EventsPerCaller, long BodyBytes,
    TimeSpan Write)
{
    private const int MaxCount = 100_000;
    private const double WriteSeconds = 10;
    private const long Mebibyte = 1 << 20;
    // Of the process's memory. A batch of 10 MiB takes several times as much once it is parsed.
    private const int BodyPart = 8;
    private const int LeastBodyMebibytes = 32;

    private static int DefaultBodyMebibytes => Math.Max(
        LeastBodyMebibytes,
        (int)Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Mebibyte / BodyPart, MaxCount));

    /// <exception cref="InvalidOperationException">A setting is not a number, or is outside its limits.</exception>
    public static AdmissionSettings Read(IConfiguration configuration) => new(
        Count(configuration, "ADMISSION_WAITING", 5_000),
        Count(configuration, "ADMISSION_EXPORTS", 8),
        Count(configuration, "ADMISSION_EXPORTS_PER_CALLER", 2),
        Count(configuration, "ADMISSION_EVENT_STREAMS", 2_000),
        Count(configuration, "ADMISSION_EVENT_STREAMS_PER_CALLER", 20),
        Count(configuration, "ADMISSION_BODY_MIB", DefaultBodyMebibytes) * Mebibyte,
        configuration.Seconds("STREAM_WRITE_SECONDS", WriteSeconds));

    private static int Count(IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is > 0 and <= MaxCount ? count
        : throw new InvalidOperationException($"{name} must be a whole number from 1 to {MaxCount}.");
}
