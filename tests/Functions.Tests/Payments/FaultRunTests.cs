using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Payments;

/// <summary>
/// PostgreSQL is killed again and again while good clients pay: none of their money is lost, none taken twice.
/// </summary>
public sealed class FaultRunTests(TestServer server)
{
    private const int Clients = 8;
    private const int PaymentsBetweenKills = 40;

    /// <summary>The most tries of a payment; with the pause after each, more than any restart takes.</summary>
    private const int MaxTries = 1_000;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);
    private static readonly int Kills = LongTests.Choose(2, 20);

    /// <summary>The API on a server that may be killed.</summary>
    private sealed class MortalApi(TestServer server, string connectionString) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["AUTHENTICATION"] = "development",
            ["DATABASE_URL"] = connectionString,
        };
    }

    [Fact]
    public async Task Every_payment_that_was_acknowledged_is_there_once_however_often_the_server_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        var token = TestContext.Current.CancellationToken;
        await using var mortal = await EmptyServer.StartAsync(token);
        await mortal.CreateSchoolAsync("lectern", token);
        await using var api = new MortalApi(server, mortal.ConnectionString("lectern_app", "lectern"));
        await api.InitializeAsync();
        string student = await Money.StudentAsync(api);
        var acknowledged = new ConcurrentDictionary<string, string>();
        using var paid = new SemaphoreSlim(0);
        using var enough = new CancellationTokenSource();

        var clients = Enumerable.Range(0, Clients).Select(PayUntilEnoughAsync).ToArray();
        for (int kill = 0; kill < Kills; kill++)
        {
            await AwaitPaymentsAsync();
            await mortal.KillAndStartAgainAsync(token);
        }

        await AwaitPaymentsAsync();
        await enough.CancelAsync();
        await Task.WhenAll(clients);

        var present = Sql.Column(
            mortal.ConnectionString("postgres", "lectern"), "select reference || ' ' || id from payments order by 1");
        Assert.Equal(acknowledged.Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal),
            present.Order(StringComparer.Ordinal));

        async Task PayUntilEnoughAsync(int client)
        {
            for (int number = 0; !enough.IsCancellationRequested; number++)
            {
                string reference = $"{client}-{number}";
                acknowledged[reference] = await PayAsync(api, NewPayment.Body(student, ("reference", reference)));
                paid.Release();
            }
        }

        async Task AwaitPaymentsAsync()
        {
            for (int payment = 0; payment < PaymentsBetweenKills; payment++)
            {
                // A client that failed says more than that payments do not come.
                await (await Task.WhenAny([paid.WaitAsync(token), .. clients]));
            }
        }
    }

    /// <summary>Pays as a good client does: with one key, until it is answered.</summary>
    /// <returns>The payment's id.</returns>
    private static async Task<string> PayAsync(SchoolApi api, string payment)
    {
        var key = Money.Key;
        for (int attempt = 0; attempt < MaxTries; attempt++)
        {
            var answer = await api.PostAsync("payments", payment, key);
            if (answer.Status == HttpStatusCode.Created)
            {
                return (string)JsonNode.Parse(answer.Text)!["id"]!;
            }

            Assert.True(
                answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout, answer.Text);
            await Task.Delay(PauseAfterFailure, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"No answer but failures after {MaxTries} tries.");
    }
}
