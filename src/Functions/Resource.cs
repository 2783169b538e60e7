using Lectern.Database;
using Lectern.DatabaseUrls;

namespace Lectern.Functions;

/// <summary>
/// What a resource's folder brings to the application beside its functions. Each folder has one, with a parameterless
/// constructor. It is found at start, so nothing outside the folder names it.
/// </summary>
/// <param name="order">Its place among the tags of the API's description. The tag's name is the folder's.</param>
/// <param name="description">The description of its tag.</param>
/// <param name="json">The compiled JSON of what its functions take and answer.</param>
/// <param name="services">What its functions take in their constructors, one of each for a request.</param>
public abstract class Resource(int order, string description, JsonSerializerContext? json, params Type[] services)
{
    /// <summary>The resources of this assembly, in their order.</summary>
    public static IReadOnlyList<Resource> All { get; } =
    [
        .. typeof(Resource).Assembly.GetTypes().Where(type => type.BaseType == typeof(Resource))
            .Select(type => (Resource)Activator.CreateInstance(type)!)
            .OrderBy(resource => resource.Order),
    ];

    public int Order => order;

    public string Description => description;

    public JsonSerializerContext? Json => json;

    /// <summary>What its constraints mean to a caller, where their names do not say it.</summary>
    public virtual IReadOnlyList<ConstraintRule> Constraints => [];

    /// <summary>Registers its services. A resource that has others than one for a request adds them.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public virtual void AddServices(IServiceCollection registered, ApplicationSettings settings)
    {
        foreach (var service in services)
        {
            registered.AddScoped(service);
        }
    }
}

/// <summary>The settings that the start has read.</summary>
/// <param name="Configuration">All of them.</param>
/// <param name="Url">DATABASE_URL.</param>
/// <param name="Database">How the database is used.</param>
public sealed record ApplicationSettings(
    IConfiguration Configuration, DatabaseUrl Url, ApplicationDatabaseSettings Database);
