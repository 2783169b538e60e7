namespace Lectern.Functions.Http.Idempotency;

/// <summary>For a POST that moves money.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresIdempotencyKeyAttribute : Attribute;
