using Lectern.Database;
using Lectern.DatabaseUrls;

namespace Lectern.Functions;

/// <summary>
/// What the folder of a resource adds to its functions. Each folder has one resource, with a parameterless constructor.
/// The application finds it at start, so nothing outside the folder names it.
/// </summary>
/// <param name="Order">The place of its tag in the API's description. The tag has the name of the folder.</param>
/// <param name="Json">The compiled JSON of what its functions take and answer.</param>
/// <param name="Services">What its functions take in their constructors, one of each for a request.</param>
public abstract record Resource(int Order, string Description, JsonSerializerContext? Json, params Type[] Services)
{
    public static IReadOnlyList<Resource> All { get; } =
    [
        .. typeof(Resource).Assembly.GetTypes().Where(type => type.BaseType == typeof(Resource))
            .Select(type => (Resource)Activator.CreateInstance(type)!)
            .OrderBy(resource => resource.Order),
    ];

    /// <summary>What its constraints mean to a caller, if their names do not say it.</summary>
    public virtual IReadOnlyList<ConstraintRule> Constraints => [];

    /// <summary>Registers its services. Override it to add other lifetimes.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public virtual void AddServices(IServiceCollection registered, ApplicationSettings settings)
    {
        foreach (var service in Services)
        {
            registered.AddScoped(service);
        }
    }
}

public sealed record ApplicationSettings(
    IConfiguration Configuration, DatabaseUrl Url, ApplicationDatabaseSettings Database);
