using System.Text.Json.Nodes;
using Dapper;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>
/// What the claim of a key costs beside very many keys: LECTERN_LONG_TESTS=1 takes 1,000,000, half of them expired. The
/// plans are those of the statement itself, which the server reports to its client.
/// </summary>
public sealed class ManyKeysTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    // Beyond the five executions after which the server may keep one plan for all values.
    private const int Claims = 200;
    // Three descents of an index, the rows, and their ten deletions. The whole table has thousands.
    private const int MaxBuffers = 400;

    private const string ReportPlans = """
        load 'auto_explain';
        set auto_explain.log_min_duration = 0;
        set auto_explain.log_analyze = on;
        set auto_explain.log_buffers = on;
        set auto_explain.log_timing = off;
        set auto_explain.log_format = json;
        set auto_explain.log_level = notice
        """;

    private static readonly int Kept = LongTests.Choose(20_000, 1_000_000);

    [Fact]
    public async Task A_claim_and_its_deletions_read_a_few_pages_beside_a_million_keys()
    {
        var token = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(
            $"{api.Database.SuperuserConnectionString};Pooling=false;Command Timeout=0;Max Auto Prepare=10");
        await connection.OpenAsync(token);
        await FillAsync(connection);
        await connection.ExecuteAsync("vacuum (analyze) idempotency_keys");
        var plans = new List<JsonNode>();
        await connection.ExecuteAsync(ReportPlans);
        connection.Notice += (_, arguments) => plans.Add(PlanOf(arguments.Notice.MessageText));

        for (int i = 0; i < Claims; i++)
        {
            Assert.True(await IdempotencyStore.ClaimAsync(connection, "caller", $"new-{i}", [1], token));
        }

        Assert.Equal(Claims, plans.Count);
        var buffers = plans.ConvertAll(BuffersOf);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Kept} keys: the first claim read {buffers[0]} buffers, the last {buffers[^1]}, the most {buffers.Max()}."
            + $"\n{plans[^1]}");
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan.ToJsonString(), StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.Contains(
            "idempotency_keys_created_at", plan.ToJsonString(), StringComparison.Ordinal));
        Assert.All(buffers, count => Assert.InRange(count, 1, MaxBuffers));
        Assert.Equal(Kept / 2 - Claims * 10, await connection.ExecuteScalarAsync<int>(
            "select count(*) from idempotency_keys where created_at < now() - interval '24 hours'"));
    }

    /// <summary>Keys whose order tells nothing about their age, with answers of a usual size.</summary>
    private static Task<int> FillAsync(NpgsqlConnection connection) => connection.ExecuteAsync($"""
        insert into idempotency_keys (caller, key, request_hash, status, headers, body, created_at)
        select gen_random_uuid(), gen_random_uuid(), sha256(i::text::bytea), 201,
            jsonb_build_object('ETag', '"1"', 'Location', 'http://localhost/api/students/' || i),
            convert_to(repeat('x', 300), 'utf8'),
            now() - make_interval(secs => (case i % 2 when 0 then 100000 else 0 end) + i * 0.05)
        from generate_series(0, {Kept - 1}) i
        """);

    private static JsonNode PlanOf(string message) =>
        JsonNode.Parse(message[message.IndexOf('{', StringComparison.Ordinal)..])!["Plan"]!;

    /// <summary>The pages that a statement and its parts read. What a part reads may be counted twice.</summary>
    private static int BuffersOf(JsonNode plan) => plan["Plans"]!.AsArray().Prepend(plan).Sum(part => Of(part!));

    private static int Of(JsonNode plan) => (int)plan["Shared Hit Blocks"]! + (int)plan["Shared Read Blocks"]!;
}
