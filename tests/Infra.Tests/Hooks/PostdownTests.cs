using System.Text.Json.Nodes;
using Lectern.Infra.Tests.Support;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>postdown removes the registration that preprovision created, and no other.</summary>
public sealed class PostdownTests
{
    [Fact]
    public async Task What_preprovision_created_is_removed_and_a_second_run_has_nothing_to_do()
    {
        using var azure = new AzureStandIn();
        HookProcess.Succeeded(await HookProcess.RunAsync("preprovision", azure.Add(new()
        {
            ["AZURE_ENV_NAME"] = "dev",
            ["OPERATOR_EMAIL"] = "ops@school.example",
            ["DEPLOYER_IP_ADDRESS"] = "203.0.113.7",
        })));
        var state = azure.State;
        state["applications"]!.AsArray().Add(Application("other", "lectern-azd"));
        azure.State = state;

        HookProcess.Succeeded(await RunAsync(azure, azure.Variable("dev", "API_CLIENT_ID")!));

        Assert.Equal("other", (string?)Assert.Single(azure.Applications)["appId"]);
        Assert.Empty(azure.ServicePrincipals);
        Assert.Equal("", azure.Variable("dev", "API_CLIENT_ID"));
        var again = await RunAsync(azure, azure.Variable("dev", "API_CLIENT_ID")!);
        HookProcess.Succeeded(again);
        Assert.Contains("Nothing to do", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_of_somebody_else_is_left_as_it_is()
    {
        using var azure = new AzureStandIn();
        azure.Set("applications", new JsonArray(Application("mine")));

        var run = await RunAsync(azure, "mine");

        HookProcess.Succeeded(run);
        Assert.Contains("left as it is", run.Output, StringComparison.Ordinal);
        Assert.Single(azure.Applications);
        Assert.Null(azure.Variable("dev", "API_CLIENT_ID"));
    }

    [Fact]
    public async Task A_registration_that_is_gone_is_no_failure()
    {
        using var azure = new AzureStandIn();

        var run = await RunAsync(azure, "mine");

        HookProcess.Succeeded(run);
        Assert.Equal("", azure.Variable("dev", "API_CLIENT_ID"));
    }

    [Theory]
    [InlineData("forbidden")]
    [InlineData("account")]
    public async Task A_registration_that_cannot_be_removed_is_named_with_the_commands(string fault)
    {
        using var azure = new AzureStandIn();
        azure.Set("applications", new JsonArray(Application("mine", "lectern-azd")));
        azure.Set(fault, fault == "forbidden" ? true : null);

        var run = await RunAsync(azure, "mine");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("az ad app delete --id mine", run.Error, StringComparison.Ordinal);
        Assert.Single(azure.Applications);
    }

    private static Task<ToolRun> RunAsync(AzureStandIn azure, string id) =>
        HookProcess.RunAsync("postdown", azure.Add(new() { ["AZURE_ENV_NAME"] = "dev", ["API_CLIENT_ID"] = id }));

    private static JsonObject Application(string id, params string[] tags) => new()
    {
        ["appId"] = id,
        ["displayName"] = "lectern-dev",
        ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]),
    };
}
