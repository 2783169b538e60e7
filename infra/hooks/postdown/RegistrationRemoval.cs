namespace Lectern.Hooks;

/// <summary>Removes the API's registration, if preprovision created it.</summary>
internal static class RegistrationRemoval
{
    /// <summary>Removes the registration and empties the variable with its application ID.</summary>
    /// <exception cref="HookException">It cannot be removed.</exception>
    public static async Task RunAsync()
    {
        if (Hook.Optional(ApiRegistration.IdVariable) is not { } id)
        {
            Console.WriteLine($"-- Nothing to do: {ApiRegistration.IdVariable} is not set");
            return;
        }

        Console.WriteLine($"-- The application {id}");
        string delete = $"az ad app delete --id {id}";
        try
        {
            await SignedInTenant.CheckAsync();
            var found = await ApiRegistration.FindAsync("appId", id);
            if (found is [var application])
            {
                if (!ApiRegistration.IsOwn(application))
                {
                    Console.WriteLine($"   left as it is: preprovision did not create it. To remove it: {delete}");
                    return;
                }

                await AzureCli.RunAsync("ad", "app", "delete", "--id", id);
                Console.WriteLine("   removed");
            }
            else
            {
                Console.WriteLine("   nothing to do: there is no such application");
            }
        }
        catch (AzureCliException failure)
        {
            throw new HookException($"""
                The API's registration was not removed: {failure.Message}
                Everything else is removed. As somebody who is allowed to (sign in with az login), run:
                  {delete}
                  azd env set {ApiRegistration.IdVariable} ""
                """);
        }

        await AzdEnvironment.SetAsync(ApiRegistration.IdVariable, "");
    }
}
