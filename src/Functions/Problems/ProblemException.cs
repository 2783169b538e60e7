namespace Lectern.Functions.Problems;

/// <summary>A request that cannot be served, with the problem that says why to its caller.</summary>
public sealed class ProblemException(
    ProblemType type, string detail, IReadOnlyDictionary<string, string[]>? errors) : Exception(detail)
{
    public ProblemType Type { get; } = type;

    /// <summary>The faults by path, where the problem has several.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; } = errors;
}
