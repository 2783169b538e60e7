using System.Collections.Concurrent;

namespace Lectern.Faults.Tests.Load;

/// <summary>What a write is known by: its kind, and the name that its client gave it.</summary>
internal readonly record struct Entry(string Kind, string Name);

/// <summary>What the clients of a run know about their writes.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Entry, string> _acknowledged = new();
    private readonly ConcurrentDictionary<Entry, bool> _abandoned = new();

    /// <summary>The writes that were answered with success, and what the database must have for each.</summary>
    public IReadOnlyDictionary<Entry, string> Acknowledged => _acknowledged;

    /// <summary>The writes that failed and were not tried again: the database has each once or not at all.</summary>
    public ICollection<Entry> Abandoned => _abandoned.Keys;

    public void Acknowledge(Entry entry, string value) => _acknowledged[entry] = value;

    public void Abandon(Entry entry) => _abandoned[entry] = true;
}
