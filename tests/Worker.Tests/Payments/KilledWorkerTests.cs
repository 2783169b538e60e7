using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lectern.Testing;
using Lectern.Testing.Hosts;

namespace Lectern.Worker.Tests.Payments;

/// <summary>
/// The worker's process is killed again and again while good clients pay: no acknowledged payment is lost, and none is
/// made twice.
/// </summary>
public sealed class KilledWorkerTests(TestServer server) : IDisposable
{
    private const int Clients = 8;
    private const int PaymentsBetweenKills = 40;
    private const int MaxTries = 1_000;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(20);
    private static readonly int Kills = LongTests.Choose(5, 50);

    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly SemaphoreSlim _paid = new(0);

    [Fact]
    public async Task Every_payment_that_was_acknowledged_is_there_once_however_often_the_worker_is_killed()
    {
        var token = TestContext.Current.CancellationToken;
        await using var database = await server.CreateDatabaseAsync();
        await using var api = await WorkerApi.StartAsync(
            new Dictionary<string, string?>
            {
                ["DATABASE_URL"] = database.ApplicationConnectionString,
                ["AUTHENTICATION"] = "development",
            },
            token);
        using var http = new HttpClient { BaseAddress = new(api.Address, "api/") };
        string student = await CreateStudentAsync(http);
        using var enough = new CancellationTokenSource();

        var clients = Enumerable.Range(0, Clients)
            .Select(client => PayUntilEnoughAsync(http, student, client, enough.Token)).ToArray();
        for (int kill = 0; kill < Kills; kill++)
        {
            await AwaitPaymentsAsync(clients);
            await api.Host.KillWorkerAsync(token);
        }

        await AwaitPaymentsAsync(clients);
        await enough.CancelAsync();
        await Task.WhenAll(clients);

        Assert.True(api.Host.WorkerStarts > Kills, $"{api.Host.WorkerStarts} starts");
        var present = Sql.Column(
            database.SuperuserConnectionString, "select reference || ' ' || id from payments order by 1");
        Assert.Equal(
            _acknowledged.Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal),
            present.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _paid.Dispose();

    private static async Task<string> CreateStudentAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(
            "students", new { fullName = "Ada", email = "ada@example.org" }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var row = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return (string)row!["id"]!;
    }

    private async Task PayUntilEnoughAsync(HttpClient http, string student, int client, CancellationToken enough)
    {
        for (int number = 0; !enough.IsCancellationRequested; number++)
        {
            string reference = $"{client}-{number}";
            _acknowledged[reference] = await PayAsync(http, student, reference);
            _paid.Release();
        }
    }

    private async Task AwaitPaymentsAsync(Task[] clients)
    {
        for (int payment = 0; payment < PaymentsBetweenKills; payment++)
        {
            // A client that failed says more than that payments do not come.
            await (await Task.WhenAny([_paid.WaitAsync(TestContext.Current.CancellationToken), .. clients]));
        }
    }

    /// <summary>Pays with one idempotency key, again until the API answers.</summary>
    /// <returns>The id of the payment.</returns>
    private static async Task<string> PayAsync(HttpClient http, string student, string reference)
    {
        string key = $"{Guid.NewGuid()}";
        for (int attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await TryPayAsync(http, student, reference, key) is { } id)
            {
                return id;
            }

            await Task.Delay(PauseAfterFailure, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"Nothing but failures in {MaxTries} attempts.");
    }

    private static async Task<string?> TryPayAsync(HttpClient http, string student, string reference, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "payments")
        {
            Content = JsonContent.Create(new
            {
                studentId = student,
                amountMinor = 4900,
                currency = "EUR",
                method = "card",
                paidAt = "2026-09-01T08:30:00Z",
                reference,
            }),
            Headers = { { "Idempotency-Key", key } },
        };
        try
        {
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                return (string)JsonNode.Parse(text)!["id"]!;
            }

            // The host answers for a worker that is gone.
            Assert.True(
                answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable,
                $"{answer.StatusCode} {text}");
        }
        catch (HttpRequestException)
        {
            // Cut after the answer had begun.
        }

        return null;
    }
}
