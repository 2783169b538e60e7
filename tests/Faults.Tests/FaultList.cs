using Lectern.Faults.Tests.Faults;
using Lectern.Testing;

namespace Lectern.Faults.Tests;

/// <summary>The faults, the most important ones first.</summary>
internal static class FaultList
{
    private const int AlwaysRun = 10;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new InstanceKilled(),
        new BackendKilled(),
        new BackendsTerminated(),
        new PostmasterKilled(),
        new FastRestart(),
        new ServerPaused(),
        MessagesLost.RepliesToCommits,
        MessagesLost.Statements,
        MessagesLost.Replies,
        new SlowClients(),
        new NetworkSilent(),
        new PoolerKilled(),
        new BackendsOfPoolerTerminated(),
        new ConnectionsExhausted(),
        new TableLocked(),
        new ServerReadOnly(),
        new RoleLockedOut(),
        new DiskFull(),
        new StandbyPromoted(),
        new RollingRestart(),
        new NewBuildDeployed(),
        new ClockJumped(),
    ];

    /// <summary>The faults of this run: LECTERN_LONG_TESTS=1 takes all.</summary>
    public static IEnumerable<Fault> Chosen { get; } = All.Take(LongTests.Choose(AlwaysRun, All.Count));
}
