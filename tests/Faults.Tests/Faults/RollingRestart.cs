using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>A deployment replaces the instances one after another.</summary>
internal sealed class RollingRestart : Fault
{
    public override string Name => "the instances are replaced";

    public override bool StopsInstances => true;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        foreach (var instance in school.Instances)
        {
            await instance.ReplaceAsync(token);
        }
    }
}
