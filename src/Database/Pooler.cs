using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Tells a pooler from a server. Whoever answers a login hands out a key to cancel with, and a server puts its process
/// id into it (PostgreSQL manual: BackendKeyData). A pooler makes up keys of its own, because the process behind it
/// changes; the process itself, asked by SQL, has another number. Holds for every pool mode.
/// </summary>
public static class Pooler
{
    /// <summary>The SQL to ask: an integer.</summary>
    public const string Question = "select pg_backend_pid()";

    /// <summary>Is it a pooler that answers?</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="backendProcessId">The answer to <see cref="Question"/> on it.</param>
    public static bool Answers(NpgsqlConnection connection, int backendProcessId) =>
        connection.ProcessID != backendProcessId;
}
