using Lectern.Faults.Tests.Network;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The network breaks before the server gets a statement.</summary>
internal sealed class RequestLost : Fault
{
    public override string Name => "statements are lost";

    private const int Every = 15;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        int statements = 0;
        school.Network.Disturb(_ =>
            Interlocked.Increment(ref statements) % Every == 0 ? Fate.RequestLost : Fate.Passed);
        await LastAsync(token);
        school.Network.Restore();
        Assert.True(statements >= Every, "Nothing was lost.");
    }
}
