using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class JournalReadTests(TestServer server)
{
    private const int MostScans = 9;

    [Fact]
    public async Task A_run_with_nothing_to_do_does_not_read_the_journal_once_for_each_script()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder();
        for (int i = 1; i <= 1_000; i++)
        {
            folder.Write($"up/{i:0000}_row.sql", "select 1");
        }

        new MigrationJob(folder.Options).Baseline(
            database.OwnerConnectionString, TestContext.Current.CancellationToken);
        Sql.Execute(database.OwnerConnectionString, """
            insert into "grate"."ScriptsRun" (version_id, script_name, text_of_script, text_hash, one_time_script)
            select 1, 'old/' || (n / 10) || '.sql', repeat('x', 500), n::text, false from generate_series(1, 49000) as n
            """);

        long before = JournalScans(database);

        Assert.Empty(folder.Migrate(database.OwnerConnectionString).ScriptsRun);

        // grate looks up each of the 1,000 scripts by itself. Parallel workers count as scans too.
        Assert.InRange(JournalScans(database) - before, 1, MostScans);
    }

    private static long JournalScans(TestDatabase database) => Sql.Scalar<long>(
        database.OwnerConnectionString,
        """
        select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables
        where relid = '"grate"."ScriptsRun"'::regclass
        """);
}
