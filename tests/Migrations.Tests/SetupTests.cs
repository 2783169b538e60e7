using Lectern.Migrations.Setup;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class SetupTests(TestServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Init_makes_the_database_and_the_roles_where_they_are_missing()
    {
        string connectionString = server.ConnectionString("postgres", "made by init");
        var setup = new DatabaseSetup(
            new DatabaseSetupOptions { OwnerRole = "init owner", ApplicationRole = "init_app" });

        var first = setup.Run(connectionString);
        var second = setup.Run(connectionString);

        Assert.Equal(["init owner", "init_app"], first.Roles);
        Assert.True(first.Database);
        Assert.Empty(second.Roles);
        Assert.False(second.Database);
        Assert.Equal("init owner", Sql.Scalar<string>(
            connectionString, "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"));
        await server.ExecuteAsync("drop database \"made by init\" with (force)");
        await server.ExecuteAsync("drop role \"init owner\", init_app");
    }

    [Fact]
    public async Task A_script_of_createDatabase_replaces_the_default()
    {
        using var folder = new ScriptsFolder()
            .Write("createDatabase/c.sql", "create database {{DatabaseName}} connection limit 7;");
        string connectionString = server.ConnectionString("postgres", "made_by_script");

        new DatabaseSetup(new DatabaseSetupOptions { ScriptsFolder = folder.Path }).Run(connectionString);

        Assert.Equal(7, Sql.Scalar<int>(
            connectionString, "select datconnlimit from pg_database where datname = current_database()"));
        await server.ExecuteAsync("drop database made_by_script with (force)");
    }

    [Fact]
    public async Task A_table_goes_through_a_csv_file_and_back()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder();
        string file = Path.Combine(folder.Path, "t.csv");
        Sql.Execute(database.OwnerConnectionString, """
            create table t (id int, "a ""name" text, more text generated always as ('m') stored);
            insert into t values (1, E'two\nlines, "quoted"'), (2, null), (3, ''), (4, 'Łódź 😀');
            create table u (like t including all)
            """);
        Sql.Execute(database.OwnerConnectionString, "alter table t drop column more; alter table u drop column more");
        var told = new List<CopyProgress>();
        var copy = new TableCopy(database.OwnerConnectionString, told.Add);

        long written = copy.Export("t", file, Token);
        copy.Import("public.u", file, Token);

        long bytes = new FileInfo(file).Length;
        Assert.Equal(4, written);
        Assert.Equal(4, told.Last(step => step.TotalBytes is null).Rows);
        Assert.Equal(new CopyProgress(4, bytes, bytes), told[^1]);
        Assert.Equal(0, Sql.Scalar<long>(
            database.OwnerConnectionString, "select count(*) from (table t except table u) as missing"));
        Assert.Equal(4, Sql.Scalar<long>(database.OwnerConnectionString, "select count(*) from u"));
        Assert.False(File.Exists(file + ".partial"));
    }

    [Fact]
    public async Task A_bad_row_adds_none()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("t.csv", "id\n1\nx\n");
        Sql.Execute(database.OwnerConnectionString, "create table t (id int)");
        var copy = new TableCopy(database.OwnerConnectionString);

        Assert.Throws<PostgresException>(() => copy.Import("t", Path.Combine(folder.Path, "t.csv"), Token));
        Assert.Throws<MigrationException>(() => copy.Export("nosuch", Path.Combine(folder.Path, "n.csv"), Token));

        Assert.Equal(0, Sql.Scalar<long>(database.OwnerConnectionString, "select count(*) from t"));
    }
}
