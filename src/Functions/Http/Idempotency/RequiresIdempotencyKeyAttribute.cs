namespace Lectern.Functions.Http.Idempotency;

/// <summary>On a POST that moves money: without an Idempotency-Key it is refused.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresIdempotencyKeyAttribute : Attribute;
