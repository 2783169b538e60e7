using System.Text.Json.Nodes;
using Lectern.Infra.Tests.Support;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>preprovision creates the API's registration, or completes it.</summary>
public sealed class PreprovisionTests
{
    private const string Name = "lectern-dev";
    private const string AzureCliId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["AZURE_ENV_NAME"] = "dev",
        ["OPERATOR_EMAIL"] = "ops@school.example",
        ["DEPLOYER_IP_ADDRESS"] = "203.0.113.7",
    };

    [Fact]
    public async Task The_first_run_creates_all_of_the_registration_and_the_second_changes_nothing()
    {
        using var azure = new AzureStandIn();

        HookProcess.Succeeded(await RunAsync(azure));

        AssertComplete(azure, Assert.Single(azure.Applications), isOwn: true);
        string made = azure.State.ToJsonString();
        HookProcess.Succeeded(await RunAsync(azure));
        Assert.Equal(made, azure.State.ToJsonString());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task A_run_after_a_broken_connection_completes_the_registration(int change, bool isApplied)
    {
        using var azure = new AzureStandIn();
        azure.Set("breakAt", change);
        azure.Set("applied", isApplied);

        var broken = await RunAsync(azure);

        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("Connection aborted", broken.Error, StringComparison.Ordinal);
        Assert.Contains("Run azd again", broken.Error, StringComparison.Ordinal);
        Assert.Null(azure.Variable("dev", "API_CLIENT_ID"));
        HookProcess.Succeeded(await RunAsync(azure));
        AssertComplete(azure, Assert.Single(azure.Applications), isOwn: true);
    }

    [Fact]
    public async Task A_run_after_azd_has_failed_only_sets_the_variable()
    {
        using var azure = new AzureStandIn();
        azure.Set("azdFails", true);

        var failed = await RunAsync(azure);

        string id = (string)Assert.Single(azure.Applications)["appId"]!;
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains($"azd env set API_CLIENT_ID {id}", failed.Error, StringComparison.Ordinal);
        azure.Set("azdFails", false);
        string made = azure.State.ToJsonString();
        HookProcess.Succeeded(await RunAsync(azure));
        Assert.Equal(made, azure.State.ToJsonString());
        Assert.Equal(id, azure.Variable("dev", "API_CLIENT_ID"));
    }

    [Fact]
    public async Task A_registration_of_somebody_else_keeps_what_it_has_and_gets_no_tag()
    {
        using var azure = new AzureStandIn();
        azure.Set("applications", new JsonArray(Application("mine", """
            {
              "requestedAccessTokenVersion": null,
              "oauth2PermissionScopes": [{ "id": "s1", "value": "access" }, { "id": "s2", "value": "other" }],
              "preAuthorizedApplications": [{ "appId": "phone", "delegatedPermissionIds": ["s2"] }]
            }
            """)));

        HookProcess.Succeeded(await RunAsync(azure));

        var application = Assert.Single(azure.Applications);
        AssertComplete(azure, application, isOwn: false);
        Assert.Equal(["s1", "s2"], Texts(application["api"]!["oauth2PermissionScopes"], "id"));
        Assert.Equal(["phone", AzureCliId], Texts(application["api"]!["preAuthorizedApplications"], "appId"));
    }

    [Fact]
    public async Task An_application_that_is_not_known_yet_is_waited_for()
    {
        using var azure = new AzureStandIn();
        azure.Set("unknown", 2);

        var run = await RunAsync(azure);

        HookProcess.Succeeded(run);
        Assert.Contains("does not know the application yet", run.Output, StringComparison.Ordinal);
        AssertComplete(azure, Assert.Single(azure.Applications), isOwn: true);
    }

    [Fact]
    public async Task An_application_that_stays_unknown_ends_the_wait()
    {
        using var azure = new AzureStandIn();
        azure.Set("unknown", 1000);

        var run = await RunAsync(azure, new(Settings) { ["REGISTRATION_WAIT_SECONDS"] = "2" });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Run azd again in a few minutes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_variable_set_a_pipeline_asks_nothing()
    {
        using var azure = new AzureStandIn(AzureStandIn.SignedOut());

        var run = await RunAsync(azure, new()
        {
            ["AZURE_ENV_NAME"] = "dev",
            ["AZURE_PRINCIPAL_TYPE"] = "ServicePrincipal",
            ["API_CLIENT_ID"] = "mine",
        });

        HookProcess.Succeeded(run);
        Assert.Contains("skipped, API_CLIENT_ID is mine", run.Output, StringComparison.Ordinal);
        Assert.Empty(azure.Calls);
    }

    [Fact]
    public async Task Two_applications_of_the_name_are_left_to_the_person_to_choose_from()
    {
        using var azure = new AzureStandIn();
        azure.Set("applications", new JsonArray(Application("one"), Application("other")));
        string before = azure.State.ToJsonString();

        var run = await RunAsync(azure);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("one\n  other", run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("azd env set API_CLIENT_ID ID", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, azure.State.ToJsonString());
    }

    [Fact]
    public async Task Whoever_is_not_allowed_to_gets_commands_for_an_administrator_that_do_the_same()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a POSIX shell.");
        using var azure = new AzureStandIn();
        azure.Set("forbidden", true);

        var refused = await RunAsync(azure);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("azd env set API_CLIENT_ID ID", refused.Error, StringComparison.Ordinal);
        Assert.Empty(azure.Applications);
        azure.Set("forbidden", false);
        int first = refused.Error.IndexOf("app=$(", StringComparison.Ordinal);
        int after = refused.Error.IndexOf("The last line", StringComparison.Ordinal);
        string commands = refused.Error[first..after];
        var run = await ToolProcess.RunAsync("sh", ["-euc", commands], azure.Add([]));
        HookProcess.Succeeded(run);
        var application = Assert.Single(azure.Applications);
        Assert.EndsWith($"{application["appId"]}\n", run.Output, StringComparison.Ordinal);
        string made = azure.State.ToJsonString();
        HookProcess.Succeeded(await RunAsync(azure));
        Assert.Equal(made, azure.State.ToJsonString());
        AssertComplete(azure, application, isOwn: false);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_told_how_to()
    {
        using var azure = new AzureStandIn(AzureStandIn.SignedOut());

        var run = await RunAsync(azure);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\n  az login", run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_of_another_tenant_stops_the_hook_before_it_creates_anything()
    {
        using var azure = new AzureStandIn();
        azure.Set("subscriptions", new JsonObject
        {
            ["here"] = new JsonObject { ["tenantId"] = "home" },
            ["there"] = new JsonObject { ["tenantId"] = "other" },
        });

        foreach (string subscription in new[] { "there", "nowhere" })
        {
            var run = await RunAsync(azure, new(Settings) { ["AZURE_SUBSCRIPTION_ID"] = subscription });
            Assert.Equal(1, run.ExitCode);
            Assert.Contains($"az account set --subscription {subscription}", run.Error, StringComparison.Ordinal);
            Assert.Empty(azure.Applications);
        }

        HookProcess.Succeeded(await RunAsync(azure, new(Settings) { ["AZURE_SUBSCRIPTION_ID"] = "here" }));
    }

    [Fact]
    public async Task A_missing_azure_cli_is_named_with_where_to_get_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "PATH is a folder of symbolic links.");
        using var azure = new AzureStandIn();

        var run = await HookProcess.RunAsync("preprovision", azure.AddWithout("az", Settings));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("https://aka.ms/azure-cli", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_azd_leaves_the_registration_and_the_command_to_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "PATH is a folder of symbolic links.");
        using var azure = new AzureStandIn();

        var run = await HookProcess.RunAsync("preprovision", azure.AddWithout("azd", Settings));

        Assert.Equal(1, run.ExitCode);
        string id = (string)Assert.Single(azure.Applications)["appId"]!;
        Assert.Contains($"azd env set API_CLIENT_ID {id}", run.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> RunAsync(AzureStandIn azure, Dictionary<string, string>? settings = null) =>
        HookProcess.RunAsync("preprovision", azure.Add(settings ?? Settings));

    private static void AssertComplete(AzureStandIn azure, JsonObject application, bool isOwn)
    {
        string id = (string)application["appId"]!;
        Assert.Equal(Name, (string?)application["displayName"]);
        Assert.Equal("AzureADMyOrg", (string?)application["signInAudience"]);
        Assert.Equal(isOwn ? ["lectern-azd"] : [], application["tags"]!.AsArray().Select(tag => (string?)tag));
        Assert.Equal([$"api://{id}"], application["identifierUris"]!.AsArray().Select(uri => (string?)uri));
        Assert.Equal(2, (int?)application["api"]!["requestedAccessTokenVersion"]);
        var scope = Assert.Single(
            application["api"]!["oauth2PermissionScopes"]!.AsArray(), one => (string?)one!["value"] == "access")!;
        if (isOwn)
        {
            Assert.Equal("User", (string?)scope["type"]);
            Assert.True((bool?)scope["isEnabled"]);
            Assert.True(Guid.TryParse((string?)scope["id"], out _));
            Assert.Equal("Call Lectern", (string?)scope["adminConsentDisplayName"]);
            Assert.Equal("Call Lectern as yourself", (string?)scope["userConsentDescription"]);
        }

        var client = Assert.Single(
            application["api"]!["preAuthorizedApplications"]!.AsArray(), one => (string?)one!["appId"] == AzureCliId)!;
        Assert.Equal(
            [(string?)scope["id"]], client["delegatedPermissionIds"]!.AsArray().Select(one => (string?)one));
        Assert.Equal(id, (string?)Assert.Single(azure.ServicePrincipals)["appId"]);
        Assert.Equal(id, azure.Variable("dev", "API_CLIENT_ID"));
    }

    private static JsonObject Application(string id, string api = "{}") => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["appId"] = id,
        ["displayName"] = Name,
        ["signInAudience"] = "AzureADMyOrg",
        ["tags"] = new JsonArray(),
        ["api"] = JsonNode.Parse(api),
    };

    private static IEnumerable<string?> Texts(JsonNode? objects, string name) =>
        objects!.AsArray().Select(one => (string?)one![name]);
}
