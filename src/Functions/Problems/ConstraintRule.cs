namespace Lectern.Functions.Problems;

/// <summary>What a violated constraint means to a caller, if its name does not say it.</summary>
/// <param name="Constraint">For example <c>payments_refunded_minor_check</c>.</param>
/// <param name="Fault">For example <c>must not be before startsOn</c>.</param>
/// <param name="Member">
/// The member of the body, or <see cref="WholeRow"/>; null for the column in the name of the constraint.
/// </param>
/// <param name="Type">Null for 422 validation-failed.</param>
public sealed record ConstraintRule(string Constraint, string Fault, string? Member = null, ProblemType? Type = null)
{
    /// <summary>For a constraint that concerns no single member: the fault is a sentence of its own.</summary>
    public const string WholeRow = "";
}
