using System.Net.Sockets;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Recognizes failures of a connection, not of a statement. Codes: PostgreSQL manual, appendix A.
/// </summary>
internal static class LostConnection
{
    private const string ConnectionExceptions = "08";

    /// <summary>Is the connection lost, or does it lead to a server that is no longer the primary?</summary>
    public static bool IsLost(NpgsqlException failure) => failure switch
    {
        PostgresException answer => answer.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            || answer.SqlState.StartsWith(ConnectionExceptions, StringComparison.Ordinal),
        // The socket was closed. A timeout is not retried, because it has used the time of the request.
        _ => failure.InnerException is IOException or SocketException { SocketErrorCode: not SocketError.TimedOut },
    };

    /// <summary>
    /// Is the connection lost, or did a standby cancel a read that conflicts with replay (40001; PostgreSQL manual:
    /// Handling Query Conflicts)?
    /// </summary>
    public static bool IsLostOnStandby(NpgsqlException failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure } || IsLost(failure);

    /// <summary>Did the server refuse a write because it is read-only (25006)? Then nothing was written.</summary>
    public static bool IsOnStandby(NpgsqlException failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };
}
