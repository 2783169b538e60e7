using Lectern.Database;
using Lectern.DatabaseUrls;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// PgBouncer passes notifications on only in session mode (pgbouncer.org: Features), so the connection that listens
/// must bypass it.
/// </summary>
internal static class ListeningDatabase
{
    public const string Key = "listening";
    private const string Setting = "DATABASE_LISTEN_URL";

    /// <exception cref="InvalidOperationException">The URL leads to PgBouncer: no events would arrive.</exception>
    public static void AddListeningDatabase(this IServiceCollection services, ApplicationSettings settings)
    {
        var own = settings.Configuration[Setting] is { Length: > 0 } text ? DatabaseUrl.Parse(text) : null;
        if ((own ?? settings.Url).IsPooled)
        {
            throw new InvalidOperationException(
                $"PgBouncer does not pass notifications on. Set {Setting} to the server's own URL: DATABASE_URL "
                + "without pgbouncer=true, usually with port 5432.");
        }

        services.AddKeyedSingleton(Key, (provider, _) => own is null
            ? provider.GetRequiredService<ApplicationDatabase>()
            : ApplicationDatabase.Create(own, settings.Database with { PoolSize = 1 }));
    }
}
