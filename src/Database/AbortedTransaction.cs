using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Recognizes transactions that the server has aborted although nothing is wrong with them. Nothing of them is written,
/// so each can be tried again (PostgreSQL manual: Serialization Failure Handling).
/// </summary>
internal static class AbortedTransaction
{
    private const int PauseMs = 20;
    private const string RevalidatesPlan = "RevalidateCachedQuery";

    /// <summary>Did a deadlock, a conflict or an outdated plan end it?</summary>
    public static bool MayRepeat(PostgresException aborted) =>
        aborted.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        || HasStalePlan(aborted);

    /// <summary>
    /// Has a migration changed the type of a column since the connection prepared the statement? The session refuses it
    /// from then on.
    /// </summary>
    public static bool HasStalePlan(PostgresException aborted) => aborted is
    {
        SqlState: PostgresErrorCodes.FeatureNotSupported,
        Routine: RevalidatesPlan,
    };

    /// <summary>A random pause, so that those who collided do not collide again.</summary>
    public static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(Random.Shared.Next(PauseMs * attempt));
}
