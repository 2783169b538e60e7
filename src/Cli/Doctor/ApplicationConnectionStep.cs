using Lectern.Database;

namespace Lectern.Cli.Doctor;

/// <summary>Can the application connect, with its pool and its settings?</summary>
internal static class ApplicationConnectionStep
{
    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        // The rights step looks at what the role may do.
        await using var database = ApplicationDatabase.Create(
            examined.Url, examined.Settings with { AllowPrivilegedRole = true });
        await database.WarmUpAsync(cancellationToken);
        return Finding.Ok("select 1 was answered.");
    }
}
