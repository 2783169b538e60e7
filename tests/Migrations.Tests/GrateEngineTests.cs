using Lectern.Migrations.Grate;
using Lectern.Testing;
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
    public void The_connection_string_is_in_a_file_of_this_user_only_and_goes()
    {
        using var folder = new ScriptsFolder();
        string path;
        using (var file = GrateResponseFile.Write(folder.Options, "Host=h;Password=\"a;b'\"", isTransaction: true))
        {
            path = file.Path;
            Assert.Contains(
                "\"--connectionstring=host='h';password='a;b''';Application Name='lectern-grate'\"",
                File.ReadAllLines(path));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_value_that_the_file_cannot_carry_leaves_no_file()
    {
        using var folder = new ScriptsFolder();
        string host = Guid.NewGuid().ToString();
        var options = folder.Options with { RepositoryPath = "a \" quote" };

        Assert.Throws<MigrationException>(() => GrateResponseFile.Write(options, $"Host={host}", isTransaction: true));

        Assert.DoesNotContain(
            Directory.GetFiles(Path.GetTempPath(), "*.rsp").Select(File.ReadAllText),
            text => text.Contains(host, StringComparison.Ordinal));
    }
}
