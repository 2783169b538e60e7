using Lectern.Infra.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>predeploy makes whoever deploys the first admin, in a database that has none.</summary>
public sealed class FirstAdminTests(TestServer server)
{
    private const string Admins =
        "select concat_ws(' ', username, email, role, is_active, external_id) from users order by 1";

    [Fact]
    public async Task Of_two_deployments_at_once_into_an_empty_database_one_makes_its_person_the_admin()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var one = new AzureStandIn();
        using var other = new AzureStandIn(AzureStandIn.SignedIn("user", "bob@school.example"));

        // The first run builds the hook; then two can run at once without building.
        var pipeline = one.Add(new() { ["AZURE_PRINCIPAL_TYPE"] = "ServicePrincipal" });
        HookProcess.Succeeded(await DeployAsync(database, pipeline));
        Assert.Empty(Sql.Column(database.OwnerConnectionString, Admins));
        var runs = await Task.WhenAll(DeployAsync(database, one), DeployAsync(database, other));

        Assert.All(runs, HookProcess.Succeeded);
        string made = Assert.Single(Sql.Column(database.OwnerConnectionString, Admins));
        Assert.Contains(made, new[] { Row(one, "ada@school.example"), Row(other, "bob@school.example") });
    }

    [Fact]
    public async Task A_database_with_an_admin_keeps_its_users_and_nobody_is_asked_for()
    {
        await using var database = await server.CreateDatabaseAsync();
        Sql.Execute(database.OwnerConnectionString, """
            insert into users (id, username, email, role, is_active)
            values (gen_random_uuid(), 'eve', 'eve@school.example', 'admin', false)
            """);
        using var azure = new AzureStandIn();

        var run = await DeployAsync(database, azure);

        HookProcess.Succeeded(run);
        Assert.Contains("there is an admin", run.Output, StringComparison.Ordinal);
        Assert.Equal(["eve eve@school.example admin f"], Sql.Column(database.OwnerConnectionString, Admins));
        Assert.Empty(azure.Calls);
    }

    [Fact]
    public async Task A_person_without_a_mailbox_who_is_a_user_already_becomes_an_admin()
    {
        await using var database = await server.CreateDatabaseAsync();
        using var azure = new AzureStandIn(AzureStandIn.SignedIn("user", mail: null));
        Sql.Execute(database.OwnerConnectionString, $"""
            insert into users (id, username, email, role, is_active, external_id)
            values (gen_random_uuid(), 'ada', 'ada@school.example', 'tutor', false, '{IdOf(azure)}')
            """);

        HookProcess.Succeeded(await DeployAsync(database, azure));

        Assert.Equal(
            [$"ada ada@school.example admin t {IdOf(azure)}"], Sql.Column(database.OwnerConnectionString, Admins));
    }

    [Fact]
    public async Task Somebody_else_with_the_address_stops_the_deployment_with_a_way_to_go_on()
    {
        await using var database = await server.CreateDatabaseAsync();
        using var azure = new AzureStandIn();
        Sql.Execute(database.OwnerConnectionString, """
            insert into users (id, username, email, role, external_id)
            values (gen_random_uuid(), 'ada', 'Ada@school.example', 'student', 'other')
            """);

        var run = await DeployAsync(database, azure);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("users_email_key", run.Error, StringComparison.Ordinal);
        Assert.Contains("azd env set FIRST_ADMIN_EMAIL", run.Error, StringComparison.Ordinal);
        var named = azure.Add(new() { ["FIRST_ADMIN_ID"] = "me", ["FIRST_ADMIN_EMAIL"] = "me@school.example" });
        HookProcess.Succeeded(await DeployAsync(database, named));
        Assert.Equal(
            ["ada Ada@school.example student t other", "me@school.example me@school.example admin t me"],
            Sql.Column(database.OwnerConnectionString, Admins));
    }

    [Theory]
    [InlineData("servicePrincipal")]
    [InlineData(null)]
    public async Task Where_no_person_is_signed_in_the_deployment_goes_on_and_says_how_to_name_the_first_admin(
        string? type)
    {
        await using var database = await server.CreateDatabaseAsync();
        using var azure = new AzureStandIn(
            type is null ? AzureStandIn.SignedOut() : AzureStandIn.SignedIn(type));

        var run = await DeployAsync(database, azure);

        HookProcess.Succeeded(run);
        Assert.Contains("azd env set FIRST_ADMIN_ID ID", run.Output, StringComparison.Ordinal);
        Assert.Equal(type is null, run.Output.Contains("az login", StringComparison.Ordinal));
        Assert.Empty(Sql.Column(database.OwnerConnectionString, Admins));
    }

    private static Task<ToolRun> DeployAsync(TestDatabase database, AzureStandIn azure) =>
        DeployAsync(database, azure.Add([]));

    private static Task<ToolRun> DeployAsync(TestDatabase database, Dictionary<string, string> environment) =>
        HookProcess.RunAsync("predeploy", new(environment)
        {
            ["MIGRATION_DATABASE_URL"] = database.OwnerConnectionString,
            ["MIGRATION_ENGINE"] = "builtin",
        });

    private static string Row(AzureStandIn azure, string email) => $"{email} {email} admin t {IdOf(azure)}";

    private static string IdOf(AzureStandIn azure) => (string)azure.State["person"]!["id"]!;
}
