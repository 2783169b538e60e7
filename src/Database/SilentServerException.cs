using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The server answered neither a statement nor the request to cancel it. It is an NpgsqlException with a
/// <see cref="TimeoutException"/>, so callers handle it like every other timeout.
/// </summary>
public sealed class SilentServerException : NpgsqlException
{
    internal SilentServerException(Task running)
        : base("The server answered neither the statement nor its cancellation.", new TimeoutException()) =>
        Running = running;

    /// <summary>Npgsql's work on the connection. Until it ends, nothing else may use the connection.</summary>
    internal Task Running { get; }
}
