using Lectern.Faults.Tests.Network;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The network breaks at some of the messages to the server.</summary>
internal sealed class MessagesLost : Fault
{
    private readonly Fate _fate;
    private readonly int _every;
    private readonly Func<ReadOnlyMemory<byte>, bool> _isOne;

    private MessagesLost(string name, Fate fate, int every, Func<ReadOnlyMemory<byte>, bool> isOne) =>
        (Name, _fate, _every, _isOne) = (name, fate, every, isOne);

    /// <summary>After a commit, before its reply: nobody knows that it is committed.</summary>
    public static MessagesLost RepliesToCommits { get; } = new(
        "the replies to commits are lost", Fate.ReplyLost, every: 4, sent => sent.Span.IndexOf("COMMIT\0"u8) >= 0);

    /// <summary>Before the server gets a statement.</summary>
    public static MessagesLost Statements { get; } = new(
        "statements are lost", Fate.RequestLost, every: 15, _ => true);

    /// <summary>After the server got a statement, whatever it was.</summary>
    public static MessagesLost Replies { get; } = new("replies are lost", Fate.ReplyLost, every: 15, _ => true);

    public override string Name { get; }

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        int messages = 0;
        school.Network.Disturb(sent =>
            _isOne(sent) && Interlocked.Increment(ref messages) % _every == 0 ? _fate : Fate.Passed);
        await LastAsync(token);
        school.Network.Restore();
        Assert.True(messages >= _every, "Nothing was lost.");
    }
}
