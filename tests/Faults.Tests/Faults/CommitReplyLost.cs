using Lectern.Faults.Tests.Network;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The network breaks after a commit, before its reply: nobody knows that it is committed.</summary>
internal sealed class CommitReplyLost : Fault
{
    public override string Name => "the replies to commits are lost";

    private const int Every = 4;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        int commits = 0;
        school.Network.Disturb(sent =>
            sent.Span.IndexOf("COMMIT\0"u8) >= 0 && Interlocked.Increment(ref commits) % Every == 0
                ? Fate.ReplyLost
                : Fate.Passed);
        await LastAsync(token);
        school.Network.Restore();
        Assert.True(commits >= Every, "No reply to a commit was lost.");
    }
}
