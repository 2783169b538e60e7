namespace Lectern.Functions.Problems;

public sealed class ProblemException(
    ProblemType type, string detail, IReadOnlyDictionary<string, string[]>? errors) : Exception(detail)
{
    public ProblemType Type { get; } = type;
    public IReadOnlyDictionary<string, string[]>? Errors { get; } = errors;
}
