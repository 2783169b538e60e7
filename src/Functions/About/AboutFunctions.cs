namespace Lectern.Functions.About;

/// <summary>What this API is.</summary>
/// <param name="Name">The product.</param>
/// <param name="Version">The version of the build, with its commit if known.</param>
/// <param name="Links">The absolute URLs of this index and of the main lists, by name.</param>
public sealed record ApiIndex(
    [property: Example("\"Lectern\"")] string Name,
    [property: Example("\"1.0.0\"")] string Version,
    [property: Example("""{"students":"https://lectern.example.org/api/students"}""")]
    IReadOnlyDictionary<string, string> Links);

/// <summary>The index has its own path because the Functions host serves nothing at the route prefix.</summary>
[AllowAnonymous]
public static class AboutFunctions
{
    internal static readonly string Version =
        typeof(AboutFunctions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    /// <summary>The name, version and links of this API.</summary>
    [Function("getAbout")]
    public static Ok<ApiIndex> Get([HttpTrigger(Anonymous, "get", "head", Route = "about")] HttpRequest request) =>
        TypedResults.Ok(new ApiIndex("Lectern", Version, new Dictionary<string, string>
        {
            ["self"] = Links.Self(request, QueryString.Empty),
            ["students"] = Links.Sibling(request, "students"),
            ["tutors"] = Links.Sibling(request, "tutors"),
            ["homework"] = Links.Sibling(request, "homework"),
        }));
}
