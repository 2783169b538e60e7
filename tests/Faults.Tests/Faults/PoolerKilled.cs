using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>PgBouncer dies, and is started again.</summary>
internal sealed class PoolerKilled : Fault
{
    public override string Name => "PgBouncer is killed and started again";

    public override Topology Topology => Topology.Pooled;

    public override Task HappenAsync(School school, CancellationToken token) =>
        school.Pooler!.KillAndStartAgainAsync();
}
