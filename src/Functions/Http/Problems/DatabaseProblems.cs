using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Lectern.Functions.Http.Problems;

/// <summary>
/// What the database's refusals mean to a caller. Rules live in the schema as constraints with PostgreSQL's own names,
/// <c>table_column_key</c> and the like (manual: CREATE TABLE), so the name tells which member broke which rule; no
/// message is parsed. Error codes: PostgreSQL manual, appendix A.
/// </summary>
public static class DatabaseProblems
{
    /// <summary>The check that a refund breaks not by its own amount but by those that came before it.</summary>
    private const string RefundLimit = "payments_refunded_minor_check";

    /// <summary>What a check says that looks at more than one member, of which a patch may have the other.</summary>
    private static readonly Dictionary<string, string> Rules = new()
    {
        ["subscriptions_ends_on_check"] = "must not be before startsOn",
    };

    /// <summary>
    /// 08: connection exception. 28: the role or its password is not accepted.
    /// 57P: shutdown, crash, starting up, dropped database.
    /// </summary>
    private static readonly string[] NoConnection = ["08", "28", "57P"];

    /// <summary>The problem, or null where the exception is not the database's.</summary>
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
        string member = MemberOf(refused);
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
            case PostgresErrorCodes.CheckViolation when constraint == RefundLimit:
                return ProblemType.Conflict.Result(
                    $"{constraint}: the refunds would be more than was paid.",
                    One("amountMinor", "is more than is left of the payment"));
            case PostgresErrorCodes.CheckViolation:
                return ProblemType.ValidationFailed.Result(
                    $"{constraint}: {member} {RuleOf(refused)}.", One(member, RuleOf(refused)));
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

    /// <summary>The member that broke a check, for a row that is nested in the body under a name.</summary>
    public static ProblemException Nested(PostgresException refused, string name) =>
        ProblemType.ValidationFailed.Exception(
            $"{refused.ConstraintName}: {name}.{MemberOf(refused)} {RuleOf(refused)}.",
            One($"{name}.{MemberOf(refused)}", RuleOf(refused)));

    private static string RuleOf(PostgresException refused) =>
        Rules.GetValueOrDefault(refused.ConstraintName ?? "", "is not acceptable to the database");

    private static ProblemHttpResult TimedOut() =>
        ProblemType.DatabaseTimeout.Result("The database did not answer in time; the request may be tried again.");

    private static ProblemHttpResult Unreachable() =>
        ProblemType.DatabaseUnavailable.Result("The database cannot be reached just now; try again in some seconds.");

    /// <summary><c>students_date_of_birth_check</c> on <c>students</c> → <c>dateOfBirth</c>.</summary>
    private static string MemberOf(PostgresException refused)
    {
        string name = refused.ConstraintName ?? "";
        string table = refused.TableName + "_";
        if (name.StartsWith(table, StringComparison.Ordinal))
        {
            name = name[table.Length..];
        }

        int suffix = name.LastIndexOf('_');
        var words = (suffix < 0 ? name : name[..suffix]).Split('_')
            .Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]);
        return JsonNamingPolicy.CamelCase.ConvertName(string.Concat(words));
    }

    private static Dictionary<string, string[]> One(string member, string message) => new() { [member] = [message] };
}
