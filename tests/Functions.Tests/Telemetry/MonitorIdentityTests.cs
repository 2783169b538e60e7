using Azure.Identity;
using Lectern.Functions.Telemetry;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Lectern.Functions.Tests.Telemetry;

public sealed class MonitorIdentityTests
{
    [Theory]
    [InlineData("ClientId=11;Authorization=AAD", "22", "11")]
    [InlineData("Authorization=AAD", "22", "22")]
    public void A_user_assigned_identity_is_named_by_the_setting_or_else_by_the_platforms_own(
        string setting, string clientId, string expected) =>
        Assert.Equal($"{ManagedIdentityId.FromUserAssignedClientId(expected)}", $"{Read(setting, clientId)}");

    [Fact]
    public void Without_a_client_id_it_is_the_systems_and_without_the_setting_nobodys()
    {
        Assert.Equal("SystemAssigned", $"{Read("Authorization=AAD", null)}");
        Assert.Null(Read(null, "22"));
    }

    private static ManagedIdentityId? Read(string? setting, string? clientId) =>
        MonitorIdentity.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = setting,
            ["AZURE_CLIENT_ID"] = clientId,
        }).Build());
}
