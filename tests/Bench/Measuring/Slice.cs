namespace Lectern.Bench.Measuring;

/// <summary>What one contestant did in one round of a scenario.</summary>
/// <param name="Work">What it was asked.</param>
/// <param name="CpuMicroseconds">The processor time of the contestant's processes.</param>
/// <param name="DatabaseCpuMicroseconds">The processor time of PostgreSQL's processes.</param>
/// <param name="AllocatedBytes">What .NET allocated; null for other contestants.</param>
/// <param name="IdleBytes">The memory that the contestant's processes had resident before.</param>
/// <param name="PeakBytes">The most memory that they had resident.</param>
internal sealed record Slice(
    Work Work, long CpuMicroseconds, long DatabaseCpuMicroseconds, long? AllocatedBytes, long IdleBytes,
    long PeakBytes);

/// <summary>What a contestant was asked in one round.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Latencies">The time of each request that was answered.</param>
internal sealed record Work(double Seconds, Latencies Latencies)
{
    /// <summary>Answers of 503: the contestant had too much to do.</summary>
    public int Refused { get; init; }

    /// <summary>What else was measured, by its name in the table.</summary>
    public IReadOnlyDictionary<string, double> Further { get; init; } = new Dictionary<string, double>();
}
