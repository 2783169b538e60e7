namespace Lectern.LocalPostgres;

/// <summary>The local PostgreSQL cannot be had; the message says what to do about it.</summary>
public sealed class LocalServerException(string message, Exception? inner = null) : Exception(message, inner);
