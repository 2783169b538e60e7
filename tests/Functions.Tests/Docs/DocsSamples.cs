using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Docs;

internal sealed class DocsSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["getOpenApi"] = "ok  ok  ok  ok  ok",
        ["getDocs"] = "ok  ok  ok  ok  ok",
        ["getDocsAsset"] = "ok  ok  ok  ok  ok",
    };

    public override IReadOnlyDictionary<string, string> Paths =>
        new Dictionary<string, string> { ["docs/{name}"] = "docs/swagger-ui.css" };
}
