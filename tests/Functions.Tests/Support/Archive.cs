using Lectern.Migrations.Archiving;

namespace Lectern.Functions.Tests.Support;

/// <summary>The archive job, which takes all that may be archived for old.</summary>
internal static class Archive
{
    // In the tests, another session may hold a lock for as long as it wants.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromHours(1);

    public static ArchiveResult All(SchoolApi api)
    {
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1);
        return new ArchiveJob(new()
        {
            MessagesBefore = tomorrow,
            PaymentsBefore = tomorrow,
            Session = new() { ScriptsFolder = "", LockTimeout = LockTimeout },
        }).Run(api.Database.OwnerConnectionString);
    }

    /// <summary>Runs it on another thread, because it is synchronous.</summary>
    public static Task<ArchiveResult> AllAsync(SchoolApi api) => Task.Run(() => All(api));
}
