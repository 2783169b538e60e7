using Lectern.Database;
using Lectern.DatabaseUrls;

namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// Where an instance listens. PgBouncer passes notifications on in session mode only (pgbouncer.org: Features), so that
/// behind one the connection that listens goes straight to the server.
/// </summary>
internal static class ListeningDatabase
{
    public const string Key = "listening";

    private const string Setting = "DATABASE_LISTEN_URL";

    /// <summary>Adds the application's own database, or that of DATABASE_LISTEN_URL with a single connection.</summary>
    /// <exception cref="InvalidOperationException">Nobody would be notified.</exception>
    public static void AddListeningDatabase(this IServiceCollection services, ApplicationSettings settings)
    {
        var own = settings.Configuration[Setting] is { Length: > 0 } text ? DatabaseUrl.Parse(text) : null;
        if ((own ?? settings.Url).IsPooled)
        {
            throw new InvalidOperationException(
                $"PgBouncer passes no notifications on. Set {Setting} to the server's own address, as DATABASE_URL but "
                + "without pgbouncer=true and mostly with port 5432.");
        }

        services.AddKeyedSingleton(Key, (provider, _) => own is null
            ? provider.GetRequiredService<ApplicationDatabase>()
            : ApplicationDatabase.Create(own, settings.Database with { PoolSize = 1 }));
    }
}
