using Lectern.Worker.Tests.HostComparison.Cases;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>The cases, by the pair of hosts that they need.</summary>
internal static class AllCases
{
    /// <summary>Those that write nothing, so that their order does not matter.</summary>
    public static IReadOnlyDictionary<string, Case> Reading { get; } = ByName(
        ListCases.All, ItemCases.All, QueryCases.All, PathCases.All, MethodCases.All, HeaderCases.All, BodyCases.All,
        EventCases.All);

    /// <summary>Those that write rows.</summary>
    public static IReadOnlyDictionary<string, Case> Writing { get; } = ByName(WriteCases.All, KeyCases.All);

    /// <summary>Those for hosts as they are deployed.</summary>
    public static IReadOnlyDictionary<string, Case> Deployed { get; } = ByName(DeployedCases.All);

    /// <summary>Those in which one host waits for long.</summary>
    public static IReadOnlyDictionary<string, Case> Slow { get; } = ByName(SlowCases.All);

    /// <summary>All of them.</summary>
    public static IEnumerable<Case> All => new[] { Reading, Writing, Deployed, Slow }.SelectMany(cases => cases.Values);

    private static Dictionary<string, Case> ByName(params IEnumerable<Case>[] cases) =>
        cases.SelectMany(theme => theme).ToDictionary(tried => tried.Name);
}
