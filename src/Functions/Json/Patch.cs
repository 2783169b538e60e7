namespace Lectern.Functions.Json;

/// <summary>
/// A JSON merge patch: the new values and the names of the members that were given. A member that is absent keeps its
/// value, one that is given as null loses it.
/// </summary>
/// <param name="Values">The record; members that were not given have no meaning in it.</param>
/// <param name="Members">The JSON names of the members that were given.</param>
public sealed record Patch<T>(T Values, string[] Members);
