using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Status;

internal sealed class StatusSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["getStatus"] = "403 403 403 403 ok",
    };
}
