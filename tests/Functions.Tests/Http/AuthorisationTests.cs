using System.Globalization;
using System.Net;
using System.Reflection;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Support;
using Lectern.Functions.Unknown;
using Lectern.Testing;
using Lectern.Testing.Hosts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>
/// Every function but the catch-all × everybody. The rows of the paths belong to one student and to the tutor who
/// teaches him; the others are strangers to both.
/// </summary>
public sealed class AuthorisationTests(TestServer server)
{
    [Fact]
    public async Task Every_function_answers_everybody_as_the_contract_says()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var world = await AuthorisationWorld.CreateAsync(api);
        await using var closed = await ApiHosts.StartAsync(
            new Dictionary<string, string?> { ["DATABASE_URL"] = api.Database.ApplicationConnectionString },
            TestContext.Current.CancellationToken);
        using var closedClient = SchoolApi.ClientOf(closed);

        var wrong = new List<string>();
        // What takes something away comes last, so that the others still find it.
        foreach (var method in Functions()
            .OrderBy(method => NameOf(method).StartsWith("delete", StringComparison.Ordinal)))
        {
            var samples = Samples.Of(method);
            string function = NameOf(method);
            if (!samples.Statuses.TryGetValue(function, out string? row))
            {
                wrong.Add($"{function} has no row in Statuses of {samples.GetType().Name}.");
                continue;
            }

            var trigger = FunctionMetadata.TriggerOf(method);
            string path = world.Path(samples, trigger.Route!);
            string? body = world.Body(samples, method.GetCustomAttribute<BodyAttribute>()?.Example);
            string[] expected = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var (caller, status) in TestCallers.All.Zip(expected, (caller, status) => (caller, status)))
            {
                string actual = await StatusAsync(api.Client, trigger, path, body, world.Headers(caller));
                if (actual != status)
                {
                    wrong.Add($"{function} as {caller}: expected {status}, was {actual}");
                }
            }

            bool isPublic = method.DeclaringType!.GetCustomAttribute<AllowAnonymousAttribute>() is not null;
            string nobody = await StatusAsync(closedClient, trigger, path, body, []);
            if (nobody != (isPublic ? "ok" : "401"))
            {
                wrong.Add($"{function} as nobody: {nobody}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_row_has_a_function_and_a_status_for_everybody()
    {
        foreach (var samples in Samples.All)
        {
            Assert.Empty(samples.Statuses.Keys.Except(
                Functions().Where(method => Samples.Of(method) == samples).Select(NameOf)));
            Assert.All(samples.Statuses, row => Assert.Equal(
                TestCallers.All.Length, row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
        }
    }

    private static async Task<string> StatusAsync(
        HttpClient client, HttpTriggerAttribute trigger, string path, string? body, (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(new(trigger.Methods![0]), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        if (body is not null)
        {
            request.Content = Requests.Json(
                body, trigger.Methods![0] == "patch" ? "application/merge-patch+json" : "application/json");
        }

        using var response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            ? ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)
            : "ok";
    }

    private static IEnumerable<MethodInfo> Functions() =>
        FunctionMetadata.Methods.Where(method => NameOf(method) != UnknownFunctions.Name);

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;
}
