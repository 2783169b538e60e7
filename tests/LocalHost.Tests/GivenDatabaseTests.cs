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
            Assert.Empty(await here.School.NamesAsync());
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

    [Fact]
    public async Task Demo_data_is_loaded_into_it_only_by_the_option_and_never_deleted_with_it()
    {
        await using var other = await LocalHostProcess.StartAsync(
            LocalHostProcess.FreePort(), _data.Path, "--no-demo");
        Sql.Execute(other.ConnectionString("postgres"), "create database given owner lectern_owner");
        var url = new NpgsqlConnectionStringBuilder(other.ConnectionString("lectern_owner")) { Database = "given" };
        await using (var without = await StartAsync(url))
        {
            Assert.Contains("--demo loads it", without.Error, StringComparison.Ordinal);
            foreach (string list in new[] { "students", "tutors", "users", "homework", "bot-messages/templates" })
            {
                Assert.Equal((list, 0), (list, await without.School.CountAsync(list)));
            }

            await without.StopAsync();
        }

        await using var with = await StartAsync(url, more: "--demo");

        Assert.InRange(await with.School.CountAsync("students"), 200, 999);
        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            new() { ["DATABASE_URL"] = url.ConnectionString }, "--fresh");
        Assert.Equal(2, exitCode);
        Assert.Contains("DATABASE_URL names another one", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_named_with_a_remedy()
    {
        int nobody = LocalHostProcess.FreePort();

        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            new() { ["DATABASE_URL"] = $"postgresql://ada@127.0.0.1:{nobody}/school" },
            "--port", $"{LocalHostProcess.FreePort()}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"Failed to connect to 127.0.0.1:{nobody}", error, StringComparison.Ordinal);
        Assert.Contains("HINT: Correct DATABASE_URL or start its server.", error, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private static Task<LocalHostProcess> StartAsync(
        NpgsqlConnectionStringBuilder url, string isPrivilegeAllowed = "", params string[] more) =>
        LocalHostProcess.StartAsync(
            LocalHostProcess.FreePort(),
            new Dictionary<string, string>
            {
                ["DATABASE_URL"] = url.ConnectionString,
                ["ALLOW_PRIVILEGED_DATABASE_ROLE"] = isPrivilegeAllowed,
            },
            more);
}
