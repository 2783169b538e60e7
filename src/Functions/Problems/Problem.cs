namespace Lectern.Functions.Problems;

/// <summary>The body of every error (RFC 9457).</summary>
/// <param name="Type">A URI that names the kind of problem.</param>
/// <param name="Title">The kind of problem in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Instance">The path that was asked for.</param>
/// <param name="Code">The kind of problem, for programs: stable.</param>
/// <param name="TraceId">What to tell an operator.</param>
/// <param name="Errors">Each fault by the path of the member or the name of the parameter, where it has one.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Instance, string Code, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string[]>? Errors);
