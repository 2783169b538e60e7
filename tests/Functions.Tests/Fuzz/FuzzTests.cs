using System.Globalization;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Fuzz;

public sealed class FuzzTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const int ShortRun = 3_000;
    private const int LongRun = 50_000;
    private const int AtOnce = 8;
    private static readonly TimeSpan NoAnswer = TimeSpan.FromSeconds(20);

    private static int Requests => Environment.GetEnvironmentVariable("LECTERN_LONG_TESTS") == "1" ? LongRun : ShortRun;

    [Fact]
    public async Task Whatever_is_sent_is_answered_by_no_5xx_no_stack_trace_and_leaves_the_database_consistent()
    {
        int seed = int.TryParse(
            Environment.GetEnvironmentVariable("LECTERN_FUZZ_SEED"), CultureInfo.InvariantCulture, out int given)
            ? given
            : Random.Shared.Next();
        var document = (await api.GetAsync("openapi.json")).Json;
        int[] statuses = new int[600];
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async worker =>
        {
            var generator = new RequestGenerator(document, seed + worker);
            for (int i = 0; i < Requests / AtOnce; i++)
            {
                using var request = generator.Next();
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(
                    TestContext.Current.CancellationToken);
                patience.CancelAfter(NoAnswer);
                using var response = await api.Client.SendAsync(request, patience.Token);
                string answer = await response.Content.ReadAsStringAsync(patience.Token);
                generator.Learn(answer);
                Interlocked.Increment(ref statuses[(int)response.StatusCode]);
                string sent =
                    $"seed {seed}: {request.Method} {request.RequestUri} → {(int)response.StatusCode} {answer}";
                Assert.True((int)response.StatusCode < 500, sent);
                Assert.False(answer.Contains("   at ", StringComparison.Ordinal), sent);
            }
        }));

        // The fuzz is worth something only where it gets through as well as being refused.
        Assert.True(statuses[200] > Requests / 20 && statuses[201] > 0 && statuses[422] > 0 && statuses[400] > 0,
            string.Join(' ', statuses.Select((count, status) => (count, status)).Where(pair => pair.count > 0)));
        await AssertConsistentAsync();
    }

    private async Task AssertConsistentAsync()
    {
        foreach (var samples in Samples.All.Where(samples => samples.Contradictions is not null))
        {
            Assert.Equal(
                (samples.Folder, 0L), (samples.Folder, await Money.ExecuteAsync(api, samples.Contradictions!)));
        }
    }
}
