namespace Lectern.Worker.Tests.HostComparison;

/// <summary>Requests that both hosts must answer alike, in this order.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Requests">
/// The requests. In those after the first, <c>{id}</c> is the id at the end of the last <c>Location</c>, and
/// <c>{next}</c> the target of the last <c>nextLink</c>.
/// </param>
internal sealed record Case(string Name, params Request[] Requests)
{
    /// <summary>The difference that is allowed and expected; null if there must be none.</summary>
    public Difference? Expected { get; private init; }

    /// <summary>Whether all requests go over one connection, in place of one for each.</summary>
    public bool IsOneConnection { get; private init; }

    /// <summary>Regular expressions of what is different by nature in the bodies of this case alone.</summary>
    public IReadOnlyList<string> Volatile { get; private init; } = [];

    /// <summary>Says that the hosts differ, as a row of docs/hosts.md describes it.</summary>
    /// <param name="row">The id of the row.</param>
    /// <param name="kestrel">The last status on Kestrel.</param>
    /// <param name="worker">The last status on the worker.</param>
    /// <param name="parts">What differs besides the status: names of headers, or <c>body</c>.</param>
    public Case Differs(string row, int kestrel, int worker, params string[] parts) =>
        this with { Expected = new(row, kestrel, worker, parts) };

    /// <summary>Sends all requests over one connection.</summary>
    public Case OnOneConnection() => this with { IsOneConnection = true };

    /// <summary>Leaves out of the comparison what matches.</summary>
    public Case Without(params string[] patterns) => this with { Volatile = patterns };
}

/// <summary>A difference that docs/hosts.md tells of.</summary>
/// <param name="Row">The id of its row there.</param>
/// <param name="Kestrel">The status on Kestrel.</param>
/// <param name="Worker">The status on the worker.</param>
/// <param name="Parts">What differs besides the status.</param>
internal sealed record Difference(string Row, int Kestrel, int Worker, IReadOnlyList<string> Parts);
