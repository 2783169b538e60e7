using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The network swallows everything, without an error, for longer than a statement may take.</summary>
internal sealed class NetworkSilent : Fault
{
    public override string Name => "the network is silent";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        school.Network.Silence();
        await Task.Delay(Duration, token);
        school.Network.Restore();
    }
}
