using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>An administrator ends all sessions, again and again.</summary>
internal sealed class BackendsTerminated : Fault
{
    public override string Name => "all backends are terminated in a loop";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        for (var end = LastAsync(token); !end.IsCompleted; await Task.Delay(Pause, token))
        {
            Backends.Terminate(school);
        }
    }
}
