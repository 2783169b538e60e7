namespace Lectern.Functions.Problems;

/// <summary>What breaking a constraint means to a caller, where the constraint's name does not say it.</summary>
/// <param name="Constraint">Its name, for example <c>payments_refunded_minor_check</c>.</param>
/// <param name="Fault">What is wrong with the member, for example <c>must not be before startsOn</c>.</param>
/// <param name="Member">The member of the body; null for the one that the constraint's name has.</param>
/// <param name="Type">Which problem; null for 422 validation-failed.</param>
public sealed record ConstraintRule(string Constraint, string Fault, string? Member = null, ProblemType? Type = null);
