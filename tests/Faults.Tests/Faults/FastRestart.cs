using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>An update of the server: it ends all sessions and starts again.</summary>
internal sealed class FastRestart : Fault
{
    public override string Name => "the server is restarted";

    public override Task HappenAsync(School school, CancellationToken token)
    {
        school.Primary.ShutDown("INT");
        return school.Primary.StartOnSamePortAsync(token);
    }
}
