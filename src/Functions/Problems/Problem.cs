namespace Lectern.Functions.Problems;

/// <summary>The body of every error (RFC 9457).</summary>
/// <param name="Type">A URI that names the kind of problem.</param>
/// <param name="Title">The kind of problem in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Instance">The path of the request.</param>
/// <param name="Code">A stable name of the kind of problem, for programs.</param>
/// <param name="TraceId">The id of the request in the logs: give it to an operator.</param>
/// <param name="Errors">The faults by path of the member or name of the parameter, if they concern any.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Instance, string Code, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string[]>? Errors);
