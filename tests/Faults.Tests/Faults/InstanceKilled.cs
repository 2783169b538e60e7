using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The platform kills a worker, and its host starts the next one.</summary>
internal sealed class InstanceKilled : Fault
{
    public override string Name => "an instance is killed";

    public override bool StopsInstances => true;

    public override Task HappenAsync(School school, CancellationToken token) => school.Instances[0].KillAsync(token);
}
