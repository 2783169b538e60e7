using Lectern.Faults.Tests.Network;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The network breaks after the server got a statement, whatever it was.</summary>
internal sealed class ReplyLost : Fault
{
    public override string Name => "replies are lost";

    private const int Every = 15;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        int statements = 0;
        school.Network.Disturb(_ =>
            Interlocked.Increment(ref statements) % Every == 0 ? Fate.ReplyLost : Fate.Passed);
        await LastAsync(token);
        school.Network.Restore();
        Assert.True(statements >= Every, "Nothing was lost.");
    }
}
