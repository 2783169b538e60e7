using Lectern.Infra.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>preprovision finds out the addresses of whoever deploys: of the mailbox and of the machine.</summary>
public sealed class DeployerTests
{
    [Fact]
    public async Task Both_are_found_and_a_later_run_replaces_only_the_address_of_the_machine()
    {
        using var azure = new AzureStandIn();
        await using var service = await StartAsync("203.0.113.7\n");

        HookProcess.Succeeded(await RunAsync(azure, service));

        Assert.Equal("ada@school.example", azure.Variable("dev", "OPERATOR_EMAIL"));
        Assert.Equal("203.0.113.7", azure.Variable("dev", "DEPLOYER_IP_ADDRESS_FOUND"));
        await using var elsewhere = await StartAsync("203.0.113.8");
        HookProcess.Succeeded(await RunAsync(azure, elsewhere, ("OPERATOR_EMAIL", "ops@school.example")));
        Assert.Equal("ada@school.example", azure.Variable("dev", "OPERATOR_EMAIL"));
        Assert.Equal("203.0.113.8", azure.Variable("dev", "DEPLOYER_IP_ADDRESS_FOUND"));
    }

    [Fact]
    public async Task What_is_set_is_not_looked_for()
    {
        using var azure = new AzureStandIn();
        await using var service = await StartAsync("203.0.113.7");

        HookProcess.Succeeded(await RunAsync(
            azure, service, ("OPERATOR_EMAIL", "ops@school.example"), ("DEPLOYER_IP_ADDRESS", "203.0.113.9")));

        Assert.Empty(azure.Calls);
    }

    [Theory]
    [InlineData("2001:db8::7")]
    [InlineData("<html>Sign in to the network</html>")]
    public async Task Addresses_that_are_not_found_are_said_and_stop_nothing(string answer)
    {
        using var azure = new AzureStandIn(AzureStandIn.SignedIn("user", mail: null));
        await using var service = await StartAsync(answer);

        var run = await RunAsync(azure, service);

        HookProcess.Succeeded(run);
        Assert.Contains("azd env set OPERATOR_EMAIL ADDRESS", run.Output, StringComparison.Ordinal);
        Assert.Contains("azd env set DEPLOYER_IP_ADDRESS ADDRESS", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("azd env set", azure.Calls, StringComparison.Ordinal);
    }

    private static Task<ToolRun> RunAsync(
        AzureStandIn azure, WebApplication service, params (string Name, string Value)[] settings)
    {
        var environment = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        environment["AZURE_ENV_NAME"] = "dev";
        environment["API_CLIENT_ID"] = "mine";
        environment["IP_ADDRESS_SERVICE"] = service.Urls.Single();
        return HookProcess.RunAsync("preprovision", azure.Add(environment));
    }

    private static async Task<WebApplication> StartAsync(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapFallback(() => Results.Text(answer));
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
