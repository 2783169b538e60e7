using Lectern.DatabaseUrls;

namespace Lectern.Database.Doctor;

/// <summary>Does the migration job's own way in work: unpooled, and straight to the server?</summary>
internal static class MigrationDoorStep
{
    public static async Task<Finding> TakeAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.Examination.MigrationUrl is null && patient.Url.IsPooled)
        {
            return Finding.Skipped(
                "Not looked at: migrations need the server's own address, which --migration-url would give.");
        }

        try
        {
            var url = patient.Examination.MigrationUrl is { } text ? DatabaseUrl.Parse(text) : patient.Url;
            string connectionString = url.ToNpgsql(Purpose.Migration);
            // The job is synchronous, the doctor is not.
            await Task.Run(
                () => MigrationDatabase.Open(connectionString, patient.Settings.Credential).Dispose(),
                cancellationToken);
            return Finding.Ok("The server itself answered.");
        }
        catch (DatabaseUrlException mistake)
        {
            return Finding.Fault(mistake.Mistake.Problem, mistake.Mistake.Remedy);
        }
    }
}
