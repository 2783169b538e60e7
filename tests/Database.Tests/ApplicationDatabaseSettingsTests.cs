using Xunit;

namespace Lectern.Database.Tests;

public sealed class ApplicationDatabaseSettingsTests
{
    [Fact]
    public void What_is_not_set_is_safe()
    {
        var settings = ApplicationDatabaseSettings.Read(_ => null);

        Assert.Equal(new ApplicationDatabaseSettings(), settings);
        Assert.True(settings.StatementTimeoutMs < settings.CommandTimeoutSeconds * 1_000);
        Assert.True(settings.CommandTimeoutSeconds < 10, "A drain gives a statement ten seconds.");
    }

    [Fact]
    public void What_is_set_is_taken()
    {
        var given = new Dictionary<string, string?>
        {
            ["DATABASE_POOL_SIZE"] = "7",
            ["DATABASE_MAX_INSTANCES"] = "40",
            ["DATABASE_STATEMENT_TIMEOUT_MS"] = "500",
            ["DATABASE_AUTH"] = "entra",
            ["ALLOW_PRIVILEGED_DATABASE_ROLE"] = "true",
        };

        var settings = ApplicationDatabaseSettings.Read(given.GetValueOrDefault);

        Assert.Equal((7, 40, 500), (settings.PoolSize, settings.MaxInstances, settings.StatementTimeoutMs));
        Assert.NotNull(settings.Credential);
        Assert.True(settings.AllowPrivilegedRole);
    }

    [Theory]
    [InlineData("DATABASE_POOL_SIZE", "0")]
    [InlineData("DATABASE_POOL_SIZE", "many")]
    [InlineData("DATABASE_CONNECT_TIMEOUT_SECONDS", "61")]
    [InlineData("DATABASE_AUTH", "kerberos")]
    [InlineData("ALLOW_PRIVILEGED_DATABASE_ROLE", "yes")]
    public void What_is_wrong_is_an_error_that_names_it(string name, string value)
    {
        var wrong = Assert.ThrowsAny<InvalidOperationException>(
            () => ApplicationDatabaseSettings.Read(asked => asked == name ? value : null));

        Assert.StartsWith($"{name} must be ", wrong.Message, StringComparison.Ordinal);
    }
}
