using Lectern.Database;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Doctor;

/// <summary>Can the migration job connect, unpooled and directly to the server?</summary>
internal static class MigrationConnectionStep
{
    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        if (examined.Examination.MigrationUrl is null && examined.Url.IsPooled)
        {
            return Finding.Skipped(
                "Not checked: migrations need the server's own address; give it with --migration-url.");
        }

        try
        {
            var url = examined.Examination.MigrationUrl is { } text ? DatabaseUrl.Parse(text) : examined.Url;
            string connectionString = url.ToNpgsql(Purpose.Migration);
            // MigrationDatabase is synchronous, so it runs on a thread of the pool.
            await Task.Run(
                () => MigrationDatabase.Open(connectionString, examined.Settings.Credential).Dispose(),
                cancellationToken);
            return Finding.Ok("The server itself answered.");
        }
        catch (DatabaseUrlException mistake)
        {
            return Finding.Fault(mistake.Mistake.Problem, mistake.Mistake.Remedy);
        }
    }
}
