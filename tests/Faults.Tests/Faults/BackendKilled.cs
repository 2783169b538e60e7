using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>
/// The kernel kills a process of the server, for example because memory is short. The server then ends all others and
/// recovers.
/// </summary>
internal sealed class BackendKilled : Fault
{
    public override string Name => "a backend is killed";

    public override Task HappenAsync(School school, CancellationToken token) =>
        Signals.SendAsync("KILL", Backends.Ids(school).Take(1));
}
