using System.Net.Sockets;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Which failures say that a connection is gone, not that a statement is wrong. Codes: PostgreSQL manual, appendix A.
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
        // The socket closed without a word. A timeout is none of these: the time is spent already.
        _ => failure.InnerException is IOException or SocketException { SocketErrorCode: not SocketError.TimedOut },
    };

    /// <summary>
    /// Is the connection lost, or did a standby end a read to keep up with its primary (40001; PostgreSQL manual:
    /// Handling Query Conflicts)?
    /// </summary>
    public static bool IsLostOnStandby(NpgsqlException failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure } || IsLost(failure);

    /// <summary>Did the server refuse a write because it only reads (25006)? Then nothing was written.</summary>
    public static bool IsOnStandby(NpgsqlException failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };
}
