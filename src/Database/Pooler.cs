using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Distinguishes a pooler from a server. At login, a server sends a key for cancelling that contains its process id
/// (PostgreSQL manual: BackendKeyData). A pooler sends a key of its own, because the process behind it changes, so the
/// id differs from that of the process that runs SQL. This is true of every pool mode.
/// </summary>
public static class Pooler
{
    /// <summary>The query, which returns an integer.</summary>
    public const string Question = "select pg_backend_pid()";

    /// <summary>Is the connection to a pooler?</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="backendProcessId">The result of <see cref="Question"/> on this connection.</param>
    public static bool Answers(NpgsqlConnection connection, int backendProcessId) =>
        connection.ProcessID != backendProcessId;
}
