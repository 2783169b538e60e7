using Lectern.Migrations.Lint;
using Lectern.Migrations.Verify;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The scripts that ship: <c>db/</c>.</summary>
public sealed class SchoolScriptsTests(TestServer server)
{
    private static readonly MigrationOptions Options =
        new() { ScriptsFolder = Path.Combine(AppContext.BaseDirectory, "db") };

    [Fact]
    public void The_check_has_nothing_to_say() => Assert.Empty(new ScriptCheck(Options).Run());

    [Fact]
    public async Task Up_down_and_up_again_give_equal_schemas()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var connection = Sql.Open(database.OwnerConnectionString);
        var job = new MigrationJob(Options);
        job.Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);
        var first = SchemaSnapshot.Of(connection);

        job.DownTo(database.OwnerConnectionString, "0", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            SchemaSnapshot.Of(connection).Keys, name => name.StartsWith("relation", StringComparison.Ordinal));
        job.Run(database.OwnerConnectionString, TestContext.Current.CancellationToken);

        Assert.Equal(first, SchemaSnapshot.Of(connection));
    }
}
