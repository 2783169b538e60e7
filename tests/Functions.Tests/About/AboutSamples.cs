using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.About;

internal sealed class AboutSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["getAbout"] = "ok  ok  ok  ok  ok",
    };
}
