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
        foreach (var (function, trigger, body, isPublic) in Functions()
            .OrderBy(function => function.Name.StartsWith("delete", StringComparison.Ordinal)))
        {
            if (!AuthorisationTable.Expected.TryGetValue(function, out string? row))
            {
                wrong.Add($"{function} has no row in the table.");
                continue;
            }

            string[] expected = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < AuthorisationTable.Callers.Length; i++)
            {
                string actual = await StatusAsync(
                    api.Client, trigger, world.Fill(trigger.Route)!, world.Fill(body),
                    world.Headers(AuthorisationTable.Callers[i]));
                if (actual != expected[i])
                {
                    wrong.Add($"{function} as {AuthorisationTable.Callers[i]}: expected {expected[i]}, was {actual}");
                }
            }

            string nobody = await StatusAsync(closedClient, trigger, world.Fill(trigger.Route)!, world.Fill(body), []);
            if (nobody != (isPublic ? "ok" : "401"))
            {
                wrong.Add($"{function} as nobody: {nobody}");
            }
        }

        Assert.Empty(AuthorisationTable.Expected.Keys.Except(Functions().Select(function => function.Name)));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
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

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger, string? Body, bool IsPublic)> Functions() =>
        FunctionMetadata.Methods
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is { Name: not UnknownFunctions.Name })
            .Select(method => (
                method.GetCustomAttribute<FunctionAttribute>()!.Name,
                method.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!,
                method.GetCustomAttribute<BodyAttribute>()?.Example,
                method.DeclaringType!.GetCustomAttribute<AllowAnonymousAttribute>() is not null));
}
