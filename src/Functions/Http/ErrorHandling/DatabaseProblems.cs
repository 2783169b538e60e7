using System.Net.Sockets;

namespace Lectern.Functions.Http.ErrorHandling;

/// <summary>Translates errors of the database (PostgreSQL manual, appendix A) with the names of constraints.</summary>
public static class DatabaseProblems
{
    // 08: connection exception. 28: role or password refused. 57P: shutdown, crash, start, dropped database.
    private static readonly string[] NoConnection = ["08", "28", "57P"];

    /// <summary>Null if the exception is not the database's.</summary>
    public static ProblemHttpResult? Translate(Exception exception, HttpRequest request) => exception switch
    {
        PostgresException refused => OfServer(refused, request),
        NpgsqlException { InnerException: TimeoutException } => TimedOut(),
        NpgsqlException or SocketException => Unreachable(),
        _ => null,
    };

    private static ProblemHttpResult? OfServer(PostgresException refused, HttpRequest request)
    {
        string constraint = refused.ConstraintName ?? "";
        string member = ConstraintRules.MemberOf(refused);
        switch (refused.SqlState)
        {
            case PostgresErrorCodes.UniqueViolation:
                return ProblemType.Conflict.Result(
                    $"{constraint}: another row has this {member}.", One(member, "is taken by another row"));
            case PostgresErrorCodes.ExclusionViolation:
                return ProblemType.Overlap.Result($"{constraint}: the period overlaps with that of another row.");
            case PostgresErrorCodes.ForeignKeyViolation when HttpMethods.IsDelete(request.Method):
                return ProblemType.InUse.Result($"{constraint}: rows of {refused.TableName} refer to this row.");
            case PostgresErrorCodes.ForeignKeyViolation:
                return ProblemType.ValidationFailed.Result(
                    $"{constraint}: {member} names a row that does not exist.", One(member, "does not exist"));
            case PostgresErrorCodes.CheckViolation:
                var rule = ConstraintRules.Of(refused);
                return (rule.Type ?? ProblemType.ValidationFailed).Result(
                    $"{constraint}: {rule.Member} {rule.Fault}.", One(rule.Member!, rule.Fault));
            case PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure:
                return ProblemType.Conflict.Result(
                    "Another request changed the same rows at the same time; try again.");
            case PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable:
                return TimedOut();
            case PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.InvalidCatalogName:
                return Unreachable();
            default:
                return NoConnection.Any(reason => refused.SqlState.StartsWith(reason, StringComparison.Ordinal))
                    ? Unreachable()
                    : null;
        }
    }

    private static ProblemHttpResult TimedOut() =>
        ProblemType.DatabaseTimeout.Result("The database did not answer in time; the request may be tried again.");

    private static ProblemHttpResult Unreachable() =>
        ProblemType.DatabaseUnavailable.Result("The database cannot be reached now; try again in a few seconds.");

    private static Dictionary<string, string[]> One(string member, string message) => new() { [member] = [message] };
}
