using System.Diagnostics;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class EventTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    /// <summary>The times of the contract, a hundred times faster.</summary>
    private sealed class QuickApi(TestServer server) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["EVENTS_HEARTBEAT_SECONDS"] = "0.15",
            ["EVENTS_LIFE_SECONDS"] = "2",
        };
    }

    /// <summary>Another instance on the database of a first one.</summary>
    private sealed class SecondApi(TestServer server, TestDatabase shared) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings =>
            new(base.Settings) { ["DATABASE_URL"] = shared.ApplicationConnectionString };
    }

    [Fact]
    public async Task A_new_message_is_an_event_within_a_second()
    {
        var (path, users) = await CreateAsync(api);
        await PostAsync(api, path, users[1], "before");
        using var events = await EventReader.OpenAsync(api, path, As(users[0]));
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType?.ToString());
        Assert.True(events.Response.Headers.CacheControl?.NoStore);

        // The first message also opens the listening connection; the second one is timed.
        await PostAsync(api, path, users[1], "warm");
        Assert.Equal(2, (await events.NextAsync())?.Id);
        var posted = await PostAsync(api, path, users[1], "Ünï\r\n\ndata: 😀 \u2028");
        var time = Stopwatch.StartNew();
        var next = await events.NextAsync();

        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(3, next?.Id);
        Assert.True(JsonNode.DeepEquals(posted.Json, next?.Message), $"{next}");
    }

    [Fact]
    public async Task Both_of_two_instances_deliver_what_either_takes()
    {
        await using var second = new SecondApi(api.Server, api.Database);
        await second.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        using var here = await EventReader.OpenAsync(api, path, As(users[0]));
        using var there = await EventReader.OpenAsync(second, path, As(users[1]));

        await PostAsync(api, path, users[0], "from the first");
        await PostAsync(second, path, users[1], "from the second");

        await here.AssertNextAsync(1, 2);
        await there.AssertNextAsync(1, 2);
    }

    [Fact]
    public async Task A_client_that_comes_back_gets_what_it_missed_without_a_gap_or_a_duplicate()
    {
        var (path, users) = await CreateAsync(api);
        var posting = Task.WhenAll(Enumerable.Range(0, 120).Select(i => PostAsync(api, path, users[i % 2], $"{i}")));

        // Comes back five times while messages are being posted, once in the middle of each of them.
        var numbers = new List<int>();
        for (int round = 0; round < 6; round++)
        {
            using var events = await EventReader.OpenAsync(api, path, As(users[0]), numbers.LastOrDefault());
            numbers.AddRange(await events.NumbersAsync(20));
        }

        await posting;
        Assert.Equal(Enumerable.Range(1, 120), numbers);
    }

    [Fact]
    public async Task An_id_beyond_the_last_message_holds_nothing_back()
    {
        var (path, users) = await CreateAsync(api);
        using var events = await EventReader.OpenAsync(api, path, As(users[0]), lastEventId: 1_000_000);

        await PostAsync(api, path, users[1], "the first");

        await events.AssertNextAsync(1);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task An_id_that_is_none_is_refused(string id)
    {
        var (path, users) = await CreateAsync(api);

        (await api.GetAsync($"{path}/events", [.. As(users[0]), ("Last-Event-ID", id)]))
            .AssertProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task Messages_of_other_conversations_are_not_sent()
    {
        var (path, users) = await CreateAsync(api);
        var (elsewhere, others) = await CreateAsync(api);
        using var events = await EventReader.OpenAsync(api, path, As(users[0]));

        await PostAsync(api, elsewhere, others[0], "elsewhere");
        var posted = await PostAsync(api, path, users[1], "here");

        Assert.Equal((string?)posted.Json["id"], (string?)(await events.NextAsync())?.Message["id"]);
    }

    [Fact]
    public async Task A_silent_stream_has_a_heartbeat_and_ends_when_its_time_is_over()
    {
        await using var quick = new QuickApi(api.Server);
        await quick.InitializeAsync();
        var (path, users) = await CreateAsync(quick);
        var time = Stopwatch.StartNew();
        using var events = await EventReader.OpenAsync(quick, path, As(users[0]));

        var lines = new List<string>();
        while (await events.LineAsync() is { } line)
        {
            lines.Add(line);
        }

        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5));
        Assert.Equal("retry: 1000", lines[0]);
        Assert.InRange(lines.Count(line => line == ": heartbeat"), 3, 14);
    }

    [Fact]
    public async Task An_instance_that_stops_ends_its_streams_at_once()
    {
        var stopping = new InProcessApi(api.Server);
        await stopping.InitializeAsync();
        var (path, users) = await CreateAsync(stopping);
        using var events = await EventReader.OpenAsync(stopping, path, As(users[0]));

        var time = Stopwatch.StartNew();
        await stopping.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Null(await events.NextAsync());
        await stopping.DisposeAsync();
    }
}
