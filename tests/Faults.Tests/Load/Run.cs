using System.Collections.Concurrent;

namespace Lectern.Faults.Tests.Load;

/// <summary>What the clients of a run have in common.</summary>
internal sealed class Run(Sender sender, Tally tally)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _shared = new();

    /// <summary>The beginning of the names of all that the run writes.</summary>
    public string Name { get; } = $"r{Guid.NewGuid():N}"[..12];

    public Sender Sender => sender;

    public Tally Tally => tally;

    public Ledger Ledger { get; } = new();

    /// <summary>The id of a row that the clients share. The first one makes it.</summary>
    public Task<string> ShareAsync(string name, Func<Task<string>> create) =>
        _shared.GetOrAdd(name, _ => new(create)).Value;
}
