namespace Lectern.Functions.Http.Idempotency;

/// <summary>What was answered to the first request of a key.</summary>
/// <param name="RequestHash">SHA-256 of the request: method, path, query, content type and body.</param>
/// <param name="Status">The status; null while the first request has not ended, which nobody else ever sees.</param>
/// <param name="Headers">The headers that belong to the answer, as a JSON object.</param>
/// <param name="Body">The body's bytes.</param>
public sealed record StoredAnswer(byte[] RequestHash, short? Status, string? Headers, byte[]? Body);
