using System.Data.Common;
using Azure.Identity;

namespace Lectern.Functions.Telemetry;

/// <summary>
/// The identity that sends telemetry to Azure Monitor: the same as the Functions host's (learn.microsoft.com: App
/// settings reference, APPLICATIONINSIGHTS_AUTHENTICATION_STRING).
/// </summary>
public static class MonitorIdentity
{
    /// <summary>
    /// For <c>Authorization=AAD</c>: the identity of ClientId, else of AZURE_CLIENT_ID, else the system-assigned one.
    /// Null without the setting: the key in the connection string is enough.
    /// </summary>
    public static ManagedIdentityId? Read(IConfiguration configuration)
    {
        var setting = new DbConnectionStringBuilder
        {
            ConnectionString = configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"],
        };
        if (!setting.ContainsKey("Authorization"))
        {
            return null;
        }

        string? clientId = setting.TryGetValue("ClientId", out object? named)
            ? $"{named}"
            : configuration["AZURE_CLIENT_ID"];
        return clientId is null
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(clientId);
    }
}
