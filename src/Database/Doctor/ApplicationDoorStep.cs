namespace Lectern.Database.Doctor;

/// <summary>Does the serving side's own way in work, with its pool and its settings?</summary>
internal static class ApplicationDoorStep
{
    public static async Task<Finding> TakeAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        // What its role may do is a step of its own.
        await using var database = ApplicationDatabase.Create(
            examined.Url, examined.Settings with { AllowPrivilegedRole = true });
        await database.WarmUpAsync(cancellationToken);
        return Finding.Ok("select 1 was answered.");
    }
}
