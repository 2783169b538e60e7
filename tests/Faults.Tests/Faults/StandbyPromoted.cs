using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The primary dies, and its standby takes over.</summary>
internal sealed class StandbyPromoted : Fault
{
    public override string Name => "the standby is promoted";

    public override Topology Topology => Topology.Replicated;

    public override bool IsFinal => true;

    public override Task HappenAsync(School school, CancellationToken token) => school.FailOverAsync();
}
