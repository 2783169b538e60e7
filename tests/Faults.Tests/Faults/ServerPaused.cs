using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The machine of the server stands still, for example while it moves; then it goes on.</summary>
internal sealed class ServerPaused : Fault
{
    public override string Name => "the server is paused";

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        int[] processes = [.. Backends.IdsOfServer(school)];
        await Signals.SendAsync("STOP", processes);
        try
        {
            await LastAsync(token);
        }
        finally
        {
            await Signals.SendAsync("CONT", processes);
        }
    }
}
