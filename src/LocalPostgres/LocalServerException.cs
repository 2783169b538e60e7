namespace Lectern.LocalPostgres;

/// <summary>The local PostgreSQL cannot start; the message says what to do.</summary>
public sealed class LocalServerException(string message, Exception? inner = null) : Exception(message, inner);
