using Lectern.Infra.Tests.Support;
using Lectern.LocalHost;
using Lectern.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>The smoke test, against the real application and against servers that refuse.</summary>
public sealed class PostdeployTests(TestServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_build_that_serves_passes()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var application = await StartAsync(database);

        HookProcess.Succeeded(await ProbeAsync(application, application));
    }

    [Fact]
    public async Task An_application_that_is_closed_to_this_machine_is_asked_through_the_gateway()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var application = await StartAsync(database);
        await using var closed = await StartAsync(StatusCodes.Status403Forbidden);

        var run = await ProbeAsync(closed, application);

        HookProcess.Succeeded(run);
        Assert.Contains($"GET {Api(application)}/health/ready", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_does_not_get_ready_fails_and_says_the_way_back()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        await using var application = await StartAsync(database);

        var run = await ProbeAsync(application, application);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("503", run.Error, StringComparison.Ordinal);
        Assert.Contains("deploy the previous commit", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_finds_no_way_fails_and_says_the_way_back()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var application = await StartAsync(database);
        await using var gateway = await StartAsync(StatusCodes.Status500InternalServerError);

        var run = await ProbeAsync(application, gateway);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Api(gateway)}/about did not answer as it should: 500", run.Error, StringComparison.Ordinal);
        Assert.Contains("deploy the previous commit", run.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> ProbeAsync(WebApplication application, WebApplication gateway) =>
        HookProcess.RunAsync("postdeploy", new()
        {
            ["API_BASE_URL"] = Api(application),
            ["API_GATEWAY_URL"] = Api(gateway),
            ["SMOKE_TEST_SECONDS"] = "2",
        });

    private static string Api(WebApplication application) => $"{application.Urls.Single()}/api";

    private static async Task<WebApplication> StartAsync(TestDatabase database)
    {
        var application = LocalApplication.Build(
            new Dictionary<string, string?>
            {
                ["DATABASE_URL"] = database.ApplicationConnectionString,
                ["AUTHENTICATION"] = "development",
            },
            port: 0);
        await application.StartAsync(Token);
        return application;
    }

    private static async Task<WebApplication> StartAsync(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapFallback(() => Results.StatusCode(status));
        await server.StartAsync(Token);
        return server;
    }
}
