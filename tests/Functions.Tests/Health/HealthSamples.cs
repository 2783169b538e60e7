using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Health;

internal sealed class HealthSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["getLiveness"] = "ok  ok  ok  ok  ok",
        ["getReadiness"] = "ok  ok  ok  ok  ok",
    };
}
