namespace Lectern.Hooks;

/// <summary>The tenant of Entra ID that the Azure CLI works in.</summary>
internal static class SignedInTenant
{
    /// <summary>
    /// Compares it with the tenant of azd's subscription. A registration in another tenant would be of no use, and
    /// azd and the Azure CLI sign in separately.
    /// </summary>
    /// <exception cref="HookException">They differ.</exception>
    /// <exception cref="AzureCliException">Nobody is signed in.</exception>
    public static async Task CheckAsync()
    {
        var account = (await AzureCli.RunAsync("account", "show"))!.Value;
        if (Hook.Optional("AZURE_SUBSCRIPTION_ID") is not { } subscription
            || account.GetProperty("id").GetString() == subscription)
        {
            return;
        }

        string? tenant = account.GetProperty("tenantId").GetString();
        if (await TenantOfAsync(subscription) != tenant)
        {
            throw new HookException($"""
                The Azure CLI works in the tenant {tenant}, and the subscription {subscription} is not in it.
                Sign in to the tenant of the subscription, and run azd again:
                  az login
                  az account set --subscription {subscription}
                """);
        }
    }

    private static async Task<string?> TenantOfAsync(string subscription)
    {
        try
        {
            var account = await AzureCli.RunAsync("account", "show", "--subscription", subscription);
            return account?.GetProperty("tenantId").GetString();
        }
        catch (AzureCliException)
        {
            return null;
        }
    }
}
