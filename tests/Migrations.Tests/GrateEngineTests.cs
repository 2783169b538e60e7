using Lectern.Migrations.Grate;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The code around grate, without grate. <see cref="RealGrateTests"/> runs grate itself.</summary>
public sealed class GrateEngineTests(TestServer server)
{
    private static readonly GrateCommand DoesNothing =
        OperatingSystem.IsWindows() ? new GrateCommand("cmd", ["/c", "rem"]) : new GrateCommand("true", []);

    [Fact]
    public async Task A_success_that_the_journal_does_not_bear_out_is_a_failure()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");

        var exception = Assert.Throws<MigrationException>(() => new GrateEngine(folder.Options, DoesNothing)
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));

        Assert.Contains("up/0001_t.sql", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_with_nothing_left_to_do_is_one()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        folder.Migrate(database.OwnerConnectionString);

        Assert.Empty(new GrateEngine(folder.Options, DoesNothing)
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken).ScriptsRun);
    }

    [Fact]
    public async Task What_the_check_refuses_grate_is_not_given()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "drop table t");

        var exception = Assert.Throws<MigrationException>(() => new GrateEngine(folder.Options, DoesNothing)
            .Run(database.OwnerConnectionString, TestContext.Current.CancellationToken));

        Assert.Contains("drop-or-rename", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_in_the_environment_and_not_on_the_command_line()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        var lines = new List<string>();

        Assert.Throws<MigrationException>(() => Run(
            folder, database, """printf '%s\n' "$@"; printf '%s\n' "PGPASSWORD=$PGPASSWORD"; exit 1""", lines));

        Assert.Contains($"PGPASSWORD={server.Password}", lines);
        Assert.Contains(lines, line => line.StartsWith("--connectionstring=", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("--", StringComparison.Ordinal)
            && line.Contains(server.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_folder_of_a_job_that_was_killed_is_deleted_by_the_next()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "create table t (id int)");
        using var leftOver = GrateFolder.Create(database.OwnerConnectionString);
        await using var other = await server.CreateEmptyDatabaseAsync();
        using var inUse = GrateFolder.Create(other.OwnerConnectionString);

        Assert.Throws<MigrationException>(() => Run(folder, database, "exit 1", []));

        Assert.False(Directory.Exists(leftOver.Path));
        Assert.True(Directory.Exists(inUse.Path));
    }

    private void Run(ScriptsFolder folder, TestDatabase database, string script, List<string> lines)
    {
        var options = folder.Options with { Progress = step => lines.Add((step as GrateLine)?.Text ?? "") };
        var settings = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString)
        {
            Passfile = null,
            Password = server.Password,
        };
        new GrateEngine(options, new GrateCommand("sh", ["-c", script, "sh"]))
            .Run(settings.ConnectionString, TestContext.Current.CancellationToken);
    }
}
