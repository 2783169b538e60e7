using System.Data.Common;
using Azure.Identity;

namespace Lectern.Functions.Telemetry;

/// <summary>
/// Who sends telemetry to Azure Monitor: the Functions host's own setting says it, so that both send as the same
/// (learn.microsoft.com: App settings reference, APPLICATIONINSIGHTS_AUTHENTICATION_STRING).
/// </summary>
public static class MonitorIdentity
{
    /// <summary>
    /// The managed identity of <c>Authorization=AAD</c>: that of <c>ClientId</c>, else of AZURE_CLIENT_ID, else the
    /// system's. Null without the setting: the connection string's key will do.
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

        string? clientId = setting.TryGetValue("ClientId", out var named)
            ? $"{named}"
            : configuration["AZURE_CLIENT_ID"];
        return clientId is null
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(clientId);
    }
}
