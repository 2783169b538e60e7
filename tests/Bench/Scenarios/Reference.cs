using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>Something beside the contestants that does the same, such as a program of PostgreSQL.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="RunAsync">One round; null if it cannot run here.</param>
internal sealed record Reference(string Name, Func<Arena, CancellationToken, Task<Slice?>> RunAsync);
