using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Lectern.Functions.Conversations.Events;
using Lectern.Functions.Tests.Http;
using Lectern.Functions.Tests.Support;
using Lectern.Functions.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Statements;

/// <summary>Sends every request to the API and collects what the server explains.</summary>
internal sealed class Explanation : IDisposable
{
    private const int ReadBytesOfAnExport = 1_000_000;
    private static readonly string[] Modes = ["force_custom_plan", "force_generic_plan"];

    private readonly ConcurrentDictionary<string, int> _commands = new();
    private readonly ActivityListener _listener;

    private Explanation()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (!IsOfOpening(span) && !IsOfOpening(span.Parent))
                {
                    _commands.AddOrUpdate($"{span.TraceId}", 1, (_, before) => before + 1);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    // A request that finds the pool's connections in use opens one, and the check of the role is sent on it.
    private static bool IsOfOpening(Activity? span) =>
        span?.DisplayName.StartsWith("CONNECT ", StringComparison.Ordinal) == true;

    public static async Task<List<ExplainedRequest>> RunAsync(LargeSchool school)
    {
        using var explanation = new Explanation();
        var all = new List<ExplainedRequest>();
        foreach (string mode in Modes)
        {
            all.AddRange(await explanation.RunAsync(school, mode));
        }

        return all;
    }

    public void Dispose() => _listener.Dispose();

    private async Task<IEnumerable<ExplainedRequest>> RunAsync(LargeSchool school, string mode)
    {
        await using var api = new PlannedApi(school, mode);
        await api.InitializeAsync();
        var world = await AuthorisationWorld.CreateAsync(api);
        var document = (await api.GetAsync("openapi.json")).Json;
        await using var superuser = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        var log = new PlanLog(superuser, api.Database.Name);
        var sent = new List<(int Mark, PlannedRequest Request, int Status, string Trace)>();
        foreach (var request in PlannedRequest.All(world, document))
        {
            for (var page = request; page is not null;)
            {
                int mark = await log.BeginAsync();
                var (trace, _, header) = CollectedApi.NewTrace();
                var (status, next) = await SendAsync(api, page, [.. world.Headers(request.Caller), header]);
                sent.Add((mark, page, status, trace));
                page = next is null ? null : request with { Path = next };
            }
        }

        sent.Add((await log.BeginAsync(), new("", "tutor", "", "the check of open streams"), 200, ""));
        await api.App.Services.GetRequiredService<EventStore>().FindLostAsync(
            [world.Access("tutor")], TestContext.Current.CancellationToken);
        var plans = await log.ReadAsync(school.BigTables());
        return sent.Select(each => new ExplainedRequest(
            each.Request, mode, each.Status, _commands.GetValueOrDefault(each.Trace), [.. plans[each.Mark]]));
    }

    /// <returns>The status, and the path of the next page.</returns>
    private static async Task<(int Status, string? Next)> SendAsync(
        SchoolApi api, PlannedRequest request, (string, string)[] headers)
    {
        using var message = new HttpRequestMessage(new(request.Method), request.Path);
        foreach (var (name, value) in headers)
        {
            message.Headers.Add(name, value);
        }

        if (request.HasKey)
        {
            message.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        }

        if (request.Body is not null)
        {
            message.Content = Requests.Json(
                request.Body, request.Method == "PATCH" ? "application/merge-patch+json" : "application/json");
        }

        using var answer = await api.Client.SendAsync(
            message, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await NextOfAsync(request, answer));
    }

    private static async Task<string?> NextOfAsync(PlannedRequest request, HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return null;
        }

        if (request.IsExport)
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await stream.ReadAtLeastAsync(
                new byte[ReadBytesOfAnExport], ReadBytesOfAnExport, throwOnEndOfStream: false,
                TestContext.Current.CancellationToken);
            return null;
        }

        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return request.IsPlainList && answer.IsSuccessStatusCode
            ? (string?)JsonNode.Parse(text)!["nextLink"]
            : null;
    }
}
