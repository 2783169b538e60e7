using Lectern.Faults.Tests.Schools;
using Lectern.Testing;

namespace Lectern.Faults.Tests.Faults;

/// <summary>Something that breaks, and is repaired.</summary>
internal abstract class Fault
{
    /// <summary>The name in tests and in docs/reliability.md.</summary>
    public abstract string Name { get; }

    /// <summary>What it happens to.</summary>
    public virtual Topology Topology => Topology.Direct;

    /// <summary>Whether instances end, so that their host answers some requests in their place.</summary>
    public virtual bool StopsInstances => false;

    /// <summary>Whether the school is another one afterwards, and no other fault can happen to it.</summary>
    public virtual bool IsFinal => false;

    /// <summary>Lets it happen.</summary>
    /// <returns>A task that completes when the cause has gone.</returns>
    public abstract Task HappenAsync(School school, CancellationToken token);

    /// <summary>Lets the fault last for some time.</summary>
    protected static Task LastAsync(CancellationToken token) =>
        Task.Delay(TimeSpan.FromSeconds(LongTests.Choose(2, 5)), token);
}
