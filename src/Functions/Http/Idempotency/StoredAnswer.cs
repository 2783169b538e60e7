namespace Lectern.Functions.Http.Idempotency;

/// <summary>
/// RequestHash is the SHA-256 of method, path, query, content type and body. Status is null until the first request
/// ends, which no other transaction sees. Headers is a JSON object.
/// </summary>
public sealed record StoredAnswer(byte[] RequestHash, short? Status, string? Headers, byte[]? Body);
