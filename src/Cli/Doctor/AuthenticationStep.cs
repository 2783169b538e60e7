using Lectern.Cli.Features;
using Npgsql;

namespace Lectern.Cli.Doctor;

/// <summary>Can this role sign in to this database?</summary>
internal static class AuthenticationStep
{
    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        try
        {
            examined.Connection = await UnpooledConnection.OpenAsync(
                examined.Url, examined.Settings, cancellationToken);
            return Finding.Ok($"Signed in as {examined.Connection.UserName}, database {examined.Connection.Database}.");
        }
        catch (PostgresException refused)
        {
            return Finding.Fault($"{refused.MessageText} ({refused.SqlState}).", RemedyOf(refused));
        }
        catch (Azure.Identity.AuthenticationFailedException noToken)
        {
            return Finding.Fault(CommandError.TokenProblem(noToken), CommandError.TokenRemedy);
        }
        catch (NpgsqlException failure)
        {
            return Finding.Fault(
                failure.Message, "Read the server's log: the server ended the login, or took too long.");
        }
    }

    // Codes: PostgreSQL manual, appendix A.
    private static string RemedyOf(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword =>
            "Correct the user and password in the URL; in a URL, @ is %40, : is %3A and / is %2F.",
        PostgresErrorCodes.InvalidCatalogName =>
            "Correct the database in the URL, or create it with its roles: lectern db init.",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Allow the role from this address in pg_hba.conf; an entry hostssl needs TLS.",
        PostgresErrorCodes.InsufficientPrivilege => "Grant the role connect on the database.",
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded =>
            "Make the pools smaller, or raise max_connections.",
        PostgresErrorCodes.CannotConnectNow => "Wait until the server has started, then run the doctor again.",
        PostgresErrorCodes.ProtocolViolation =>
            "A pooler refuses a parameter of the URL: remove options, or allow it in pgbouncer.ini.",
        _ => "Read the server's log for this login.",
    };
}
