namespace Lectern.Bench.Measuring;

/// <summary>What one contestant did in one round of a scenario.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="CpuMicroseconds">The processor time of the contestant's processes.</param>
/// <param name="DatabaseCpuMicroseconds">The processor time of PostgreSQL's processes.</param>
/// <param name="AllocatedBytes">What .NET allocated; null for other contestants.</param>
/// <param name="PeakBytes">The most memory that the contestant's processes had resident.</param>
/// <param name="Latencies">The time of each request.</param>
internal sealed record Slice(
    double Seconds, long CpuMicroseconds, long DatabaseCpuMicroseconds, long? AllocatedBytes, long PeakBytes,
    Latencies Latencies);
