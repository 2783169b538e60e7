using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The server dies, and is started again: it recovers from its write-ahead log.</summary>
internal sealed class PostmasterKilled : Fault
{
    public override string Name => "the server is killed and started again";

    public override Task HappenAsync(School school, CancellationToken token) =>
        school.Primary.KillAndStartAgainAsync(token);
}
