using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Lectern.Hooks;

/// <summary>
/// Creates the API's registration, or completes it: each step looks at what is there, so that a run after a failure
/// goes on where the failed one stopped.
/// </summary>
internal static class RegistrationSetup
{
    private const int DefaultWaitSeconds = 120;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Creates or completes the registration, and gives azd its application ID.</summary>
    /// <exception cref="HookException">A step failed.</exception>
    public static async Task EnsureAsync()
    {
        if (Hook.Optional(ApiRegistration.IdVariable) is { } known)
        {
            Console.WriteLine($"-- The API's registration: skipped, {ApiRegistration.IdVariable} is {known}");
            return;
        }

        string name = $"lectern-{AzdEnvironment.Name}";
        Console.WriteLine($"-- The API's registration: {name}");
        string id;
        try
        {
            await SignedInTenant.CheckAsync();
            var application = await FindAsync(name) ?? await CreateAsync(name);
            id = (string)application["appId"]!;
            await EnsureServicePrincipalAsync(id);
            await ChangeAsync("its scope", application, RegistrationContent.Api(application));
            await ChangeAsync("the Azure CLI", application, RegistrationContent.Preauthorization(application));
        }
        catch (AzureCliException failure)
        {
            throw RegistrationFailure.Explain(failure, name);
        }

        await AzdEnvironment.SetAsync(ApiRegistration.IdVariable, id);
    }

    private static async Task<JsonObject?> FindAsync(string name)
    {
        var found = await ApiRegistration.FindAsync("displayName", name);
        if (found.Count > 1)
        {
            string ids = string.Join("\n  ", found.Select(application => application["appId"]));
            throw new HookException($"""
                {found.Count} applications of Entra ID are named {name}:
                  {ids}
                Choose the one of this API, and run azd again:
                  azd env set {ApiRegistration.IdVariable} ID
                """);
        }

        if (found.Count == 0)
        {
            return null;
        }

        Console.WriteLine($"   found: {found[0]["appId"]}");
        return found[0];
    }

    private static async Task<JsonObject> CreateAsync(string name)
    {
        var answer = await AzureCli.SendAsync("post", "applications", RegistrationContent.New(name));
        var application = JsonObject.Create(answer!.Value)!;
        Console.WriteLine($"   created: {application["appId"]}");
        return application;
    }

    private static async Task EnsureServicePrincipalAsync(string id)
    {
        var found = await AzureCli.RunAsync("ad", "sp", "list", "--filter", $"appId eq '{id}'");
        if (found is not { } list || list.GetArrayLength() == 0)
        {
            await WhenKnownAsync(() => AzureCli.RunAsync("ad", "sp", "create", "--id", id));
            Console.WriteLine("   created: its service principal");
        }
    }

    private static async Task ChangeAsync(string what, JsonObject application, JsonObject? change)
    {
        if (change is not null)
        {
            // By its object ID: az.cmd fails on Windows if an argument has parentheses, as in applications(appId='…').
            await WhenKnownAsync(() => AzureCli.SendAsync("patch", $"applications/{application["id"]}", change));
            RegistrationContent.Apply(change, application);
            Console.WriteLine($"   set: {what}");
        }
    }

    // A server of Entra ID does not know an application until the new one has been copied to it.
    private static async Task WhenKnownAsync(Func<Task> step)
    {
        var limit = TimeSpan.FromSeconds(
            int.TryParse(Hook.Optional("REGISTRATION_WAIT_SECONDS"), out int seconds) ? seconds : DefaultWaitSeconds);
        var waited = Stopwatch.StartNew();
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await step();
                return;
            }
            catch (AzureCliException failure) when (failure.IsUnknown && waited.Elapsed + pause <= limit)
            {
                Console.WriteLine($"   {waited.Elapsed.TotalSeconds:0} s: Entra ID does not know the application yet");
            }

            await Task.Delay(pause);
        }
    }
}
