using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>LocalHost with an existing database, named by DATABASE_URL.</summary>
public sealed class GivenDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task A_database_of_this_machine_is_served_by_its_owner_and_another_machines_only_when_that_is_allowed()
    {
        await using var other = await LocalHostProcess.StartAsync(
            LocalHostProcess.FreePort(), _data.Path, "--no-demo");
        Sql.Execute(other.ConnectionString("postgres"), "create database given owner lectern_owner");
        var url = new NpgsqlConnectionStringBuilder(other.ConnectionString("lectern_owner")) { Database = "given" };

        await using (var here = await StartAsync(url))
        {
            Assert.InRange(await here.School.CountAsync("students"), 200, 999);
            await here.StopAsync();
        }

        // The second host is not this machine.
        url.Host = $"127.0.0.1:{url.Port},nowhere.invalid";
        Sql.Execute(other.ConnectionString("postgres"), "create database elsewhere owner lectern_owner");
        url.Database = "elsewhere";
        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            new() { ["DATABASE_URL"] = url.ConnectionString }, "--port", $"{LocalHostProcess.FreePort()}");
        Assert.Equal(1, exitCode);
        Assert.Contains("lectern_owner has too many rights", error, StringComparison.Ordinal);
        Assert.Contains("ALLOW_PRIVILEGED_DATABASE_ROLE=true", error, StringComparison.Ordinal);
        Assert.DoesNotContain("0001_", error, StringComparison.Ordinal);

        await using var elsewhere = await StartAsync(url, isPrivilegeAllowed: "true");
        Assert.Empty(await elsewhere.School.NamesAsync());
    }

    public void Dispose() => _data.Dispose();

    private static Task<LocalHostProcess> StartAsync(
        NpgsqlConnectionStringBuilder url, string isPrivilegeAllowed = "") =>
        LocalHostProcess.StartAsync(
            LocalHostProcess.FreePort(),
            new Dictionary<string, string>
            {
                ["DATABASE_URL"] = url.ConnectionString,
                ["ALLOW_PRIVILEGED_DATABASE_ROLE"] = isPrivilegeAllowed,
            });
}
