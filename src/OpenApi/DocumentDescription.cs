using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>What is said of the API as a whole.</summary>
internal static class DocumentDescription
{
    /// <summary>The resources in the order in which a school comes to need them.</summary>
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Students", "Who is taught."),
        ("Tutors", "Who teaches, and whom."),
        ("Subscriptions", "What a student has booked, and for how long."),
        ("Payments", "What was paid, and given back."),
        ("Homework", "What was assigned, submitted and graded."),
        ("Conversations", "Who talks with whom, message by message and live."),
        ("BotMessages", "What the bot says, and its templates."),
        ("Users", "Who may call, and how they want to be addressed."),
        ("Status", "How the whole is doing, for operators."),
        ("Health", "How one instance is doing, for probes."),
        ("About", "What this API is."),
        ("Docs", "This description and its page."),
    ];

    /// <summary>The transformer.</summary>
    public static void Describe(OpenApiDocument document, string routePrefix)
    {
        document.Info = new()
        {
            Title = "Lectern",
            Version = "1",
            Description = Introduction(),
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers =
        [
            new() { Url = "/" + routePrefix, Description = "The host that this page comes from" },
        ];
        document.Paths = PathsBelow(document, routePrefix.Length == 0 ? "/" : $"/{routePrefix}/");
        document.Tags =
            Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A Microsoft Entra ID token. On a laptop none is needed.",
            },
        };
    }

    /// <summary>The prefix is the server's, so that API Management can put another one in its place.</summary>
    private static OpenApiPaths PathsBelow(OpenApiDocument document, string prefix)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                paths[path[(prefix.Length - 1)..]] = item;
            }
        }

        return paths;
    }

    private static string Introduction()
    {
        using var reader = new StreamReader(
            typeof(DocumentDescription).Assembly.GetManifestResourceStream("introduction.md")!);
        return reader.ReadToEnd();
    }
}
