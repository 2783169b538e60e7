using Lectern.Database;

namespace Lectern.Cli.Doctor;

/// <summary>Can the role read and write rows, and do nothing else?</summary>
internal static class RightsStep
{
    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        var (role, tooMany, tooFew) = await RoleRights.ReadAsync(examined.Connection, cancellationToken);
        return (tooMany, tooFew) switch
        {
            ({ Length: > 0 }, _) => Finding.Fault(
                $"{role} has too many rights: it {tooMany}.",
                "Serve with lectern_app, and keep this role for migrations (--migration-url)."),
            (_, { Length: > 0 }) => Finding.Fault(
                $"{role} has too few rights: it {tooFew}.",
                "Sign in as lectern_app, and run the migrations: db/permissions grants it the rights."),
            _ => Finding.Ok($"{role} reads and writes rows, and cannot change the schema."),
        };
    }
}
