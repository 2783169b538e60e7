using Lectern.DatabaseUrls;

namespace Lectern.Database.Doctor;

/// <summary>Does the migration job's own way in work: unpooled, and straight to the server?</summary>
internal static class MigrationDoorStep
{
    public static async Task<Finding> TakeAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        if (examined.Examination.MigrationUrl is null && examined.Url.IsPooled)
        {
            return Finding.Skipped(
                "Not looked at: migrations need the server's own address, which --migration-url would give.");
        }

        try
        {
            var url = examined.Examination.MigrationUrl is { } text ? DatabaseUrl.Parse(text) : examined.Url;
            string connectionString = url.ToNpgsql(Purpose.Migration);
            // The job is synchronous, the doctor is not.
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
