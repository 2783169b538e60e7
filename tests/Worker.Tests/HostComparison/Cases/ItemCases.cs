using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Single rows, exports, and what is no resource: the index, health, status, the reference page.</summary>
internal static class ItemCases
{
    private static readonly string[] Items =
    [
        $"users/{First}", $"users/{First}/profile", $"students/{First}", $"tutors/{First}",
        $"tutors/{First}/students/{First}", $"subscriptions/{First}", $"homework/{First}",
        $"conversations/{First}", .. ResourceCases.All.SelectMany(resource => resource.Items),
    ];

    private static readonly string[] Exports =
    [
        "users", "students", "tutors", "subscriptions", "homework", "conversations",
        $"conversations/{First}/messages", $"tutors/{First}/students", $"students/{First}/tutors",
        .. ResourceCases.All.SelectMany(resource => resource.Exports),
    ];

    private static readonly string[] Others = ["about", "health/live", "health/ready", "docs", "openapi.json"];

    public static IEnumerable<Case> All =>
    [
        .. Items.Select(path => new Case($"item {path}", Get(path), Head(path))),
        .. Items.Select(path => path.Replace(First, Nobody, StringComparison.Ordinal))
            .Select(path => new Case($"missing item {path}", Get(path), Head(path))),
        .. Exports.SelectMany(path => new Case[]
        {
            new($"export {path} ndjson", Get($"{path}/export"), Head($"{path}/export?format=ndjson")),
            new($"export {path} csv", Get($"{path}/export?format=csv"), Head($"{path}/export?format=csv")),
        }),
        new("export with filters", Get("students/export?grade=3&format=csv&active=true&q=ada")),
        new Case("export of nothing", Get("students/export?q=nobody"), Get("students/export?q=nobody&format=csv"))
            .Differs("empty-stream", 200, 200, "Content-Length", "Transfer-Encoding"),
        new("export in an unknown format", Get("students/export?format=xml")),
        .. Others.Select(path => new Case($"other {path}", Get(path), Head(path))),
        new("docs asset css", Get("docs/swagger-ui.css"), Head("docs/swagger-ui.css")),
        new("docs asset js", Get("docs/swagger-ui-bundle.js")),
        new("docs asset png", Get("docs/favicon-32x32.png")),
        new("docs asset that is missing", Get("docs/nothing.css"), Get("docs/..%2Fopenapi.json")),
        new Case("status", Get("status"), Head("status")).Without(
            "\"(startedAt|at|finishedAt)\":\"[^\"]*\"", "(?<=\"uptimeSeconds\":)[0-9]+", "\"pool\":{[^}]*}",
            // What this instance has answered, and how fast.
            "\"activity\":{.*}"),
    ];
}
