namespace Lectern.Functions.Json;

/// <summary>A JSON merge patch. Only the members that <c>Members</c> names have a meaning in <c>Values</c>.</summary>
public sealed record Patch<T>(T Values, string[] Members);
