using System.Reflection;

namespace Lectern.Functions.About;

/// <summary>What this API is.</summary>
/// <param name="Name">The product.</param>
/// <param name="Version">The build's version, with the commit it was made of where known.</param>
/// <param name="Links">Where to go from here, absolute URLs by name.</param>
public sealed record ApiIndex(
    [property: Example("\"Lectern\"")] string Name,
    [property: Example("\"1.0.0\"")] string Version,
    [property: Example("""{"students":"https://lectern.example.org/api/students"}""")]
    IReadOnlyDictionary<string, string> Links);

/// <summary>The index, since nothing can be served at the route prefix itself.</summary>
[AllowAnonymous]
public static class AboutFunctions
{
    internal static readonly string Version =
        typeof(AboutFunctions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    /// <summary>The name, version and links of this API.</summary>
    [Function("getAbout")]
    public static Ok<ApiIndex> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "about")] HttpRequest request) =>
        TypedResults.Ok(new ApiIndex("Lectern", Version, new Dictionary<string, string>
        {
            ["self"] = Links.Self(request, QueryString.Empty),
            ["students"] = Links.Sibling(request, "students"),
            ["tutors"] = Links.Sibling(request, "tutors"),
            ["homework"] = Links.Sibling(request, "homework"),
        }));
}
