using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The server ends the sessions of PgBouncer, whose clients stay connected.</summary>
internal sealed class BackendsOfPoolerTerminated : Fault
{
    public override string Name => "all backends of PgBouncer are terminated";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public override Topology Topology => Topology.Pooled;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        for (var end = LastAsync(token); !end.IsCompleted; await Task.Delay(Pause, token))
        {
            Backends.Terminate(school);
        }
    }
}
