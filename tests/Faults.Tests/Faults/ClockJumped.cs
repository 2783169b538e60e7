using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The clock of the instances' machines is set forward, back, and right again.</summary>
internal sealed class ClockJumped : Fault
{
    public override string Name => "the clock of the instances jumps";

    private static readonly TimeSpan Jump = TimeSpan.FromHours(30);
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(10);

    public override Topology Topology => Topology.FalseClock;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        foreach (var ahead in new[] { Jump, -Jump, TimeSpan.Zero })
        {
            school.Clock!.Set(ahead);
            foreach (var instance in school.Instances)
            {
                var seen = await ReadClockAsync(instance, token) - DateTimeOffset.UtcNow;
                Assert.InRange(seen, ahead - Tolerance, ahead + Tolerance);
            }

            await LastAsync(token);
        }
    }

    /// <summary>The clock as the instance sees it: an id begins with the milliseconds since 1970 (UUIDv7).</summary>
    private static async Task<DateTimeOffset> ReadClockAsync(Instance instance, CancellationToken token)
    {
        var student = new JsonObject
        {
            ["fullName"] = "Ada Lovelace",
            ["email"] = $"{Guid.NewGuid()}@clock.example.org",
        };
        using var response = await instance.Client.PostAsJsonAsync("students", student, token);
        string text = await response.Content.ReadAsStringAsync(token);
        Assert.True(response.IsSuccessStatusCode, text);
        string id = ((string)JsonNode.Parse(text)!["id"]!).Replace("-", "", StringComparison.Ordinal);
        return DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(id[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
