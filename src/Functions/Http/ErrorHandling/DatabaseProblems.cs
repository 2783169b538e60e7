using System.Net.Sockets;
using static Npgsql.PostgresErrorCodes;

namespace Lectern.Functions.Http.ErrorHandling;

/// <summary>Translates errors of the database (PostgreSQL manual, appendix A) with the names of constraints.</summary>
public static class DatabaseProblems
{
    // 08: connection exception. 28: role or password refused. 53: out of disk, memory or connections. 57P: shutdown,
    // crash, start, dropped database. 58: error of the operating system.
    private static readonly string[] Unavailable = ["08", "28", "53", "57P", "58"];

    private static ProblemException TimedOut => ProblemType.DatabaseTimeout.Exception(
        "The database did not answer in time; the request may be tried again.");

    private static ProblemException Unreachable => ProblemType.DatabaseUnavailable.Exception(
        "The database cannot be reached now; try again in a few seconds.");

    /// <summary>Null if the exception is not the database's.</summary>
    public static ProblemException? Translate(Exception exception, HttpRequest request) => exception switch
    {
        PostgresException refused => OfServer(refused, ConstraintRules.MemberOf(refused), request),
        NpgsqlException { InnerException: TimeoutException } => TimedOut,
        NpgsqlException or SocketException => Unreachable,
        _ => null,
    };

    private static ProblemException? OfServer(PostgresException refused, string member, HttpRequest request) =>
        refused.SqlState switch
        {
            UniqueViolation => ProblemType.Conflict.Exception(
                $"{refused.ConstraintName}: another row has this {member}.", member, "is taken by another row"),
            ExclusionViolation => ProblemType.Overlap.Exception(
                $"{refused.ConstraintName}: the period overlaps with that of another row."),
            ForeignKeyViolation when HttpMethods.IsDelete(request.Method) => ProblemType.InUse.Exception(
                $"{refused.ConstraintName}: rows of {refused.TableName} refer to this row."),
            ForeignKeyViolation => ProblemType.ValidationFailed.Exception(
                $"{refused.ConstraintName}: {member} names a row that does not exist.", member, "does not exist"),
            CheckViolation => ConstraintRules.Broken(refused),
            DeadlockDetected or SerializationFailure => ProblemType.DatabaseUnavailable.Exception(
                "Other requests change the same rows at the same time; try again in a few seconds."),
            QueryCanceled or LockNotAvailable => TimedOut,
            ReadOnlySqlTransaction or InvalidCatalogName => Unreachable,
            var state when Unavailable.Any(code => state.StartsWith(code, StringComparison.Ordinal)) => Unreachable,
            _ => null,
        };
}
