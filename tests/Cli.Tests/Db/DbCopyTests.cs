using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

public sealed class DbCopyTests(TestServer server)
{
    [Fact]
    public async Task A_table_goes_out_and_comes_back()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder();
        string file = Path.Combine(folder.Path, "odd name.csv");
        Sql.Execute(database.OwnerConnectionString, """
            create schema s;
            create table s."Odd ""name" (id int, "no te" text);
            insert into s."Odd ""name" values (1, E'two\nlines, "quoted"'), (2, null), (3, ''), (4, 'Łódź 😀')
            """);
        const string table = "s.\"Odd \"\"name\"";

        var export = await CopyAsync(database, "export", table, file);
        var import = await CopyAsync(database, "import", table, file, "--json");

        Assert.Equal((0, $"Wrote 4 rows to {file}.", ""), (export.ExitCode, export.Output.TrimEnd(), export.Error));
        Assert.Equal((0, ""), (import.ExitCode, import.Error));
        Assert.Equal((table, file, 4), (
            import.Json.GetProperty("table").GetString(), import.Json.GetProperty("file").GetString(),
            import.Json.GetProperty("rows").GetInt64()));
        Assert.Equal(4, Sql.Scalar<long>(
            database.OwnerConnectionString,
            $"select count(*) from (select from {table} as t group by t having count(*) = 2) as pairs"));
    }

    [Theory]
    [InlineData("id,nosuch\n1,2\n", "column \"nosuch\" of relation \"t\" does not exist")]
    [InlineData("id,note\n1,a\nx,b\n", "COPY t, line 3, column id: \"x\"")]
    [InlineData("id,note\n1,a\n2\n", "COPY t, line 3")]
    [InlineData("id,,note\n1,2,a\n", "extra data after last expected column")]
    [InlineData("", "has no header that names the columns")]
    public async Task A_file_that_does_not_fit_adds_no_row_and_says_where(string csv, string message)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("t.csv", csv);
        Sql.Execute(database.OwnerConnectionString, "create table t (id int, note text)");

        var run = await CopyAsync(database, "import", "t", Path.Combine(folder.Path, "t.csv"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, Sql.Scalar<long>(database.OwnerConnectionString, "select count(*) from t"));
    }

    [Theory]
    [InlineData("import", "nosuch", "t.csv", "refused", "There is no table nosuch.")]
    [InlineData("import", "t", "nosuch.csv", "file", "nosuch.csv")]
    [InlineData("import", "not a name", "t.csv", "server", "invalid name syntax")]
    [InlineData("export", "nosuch", "new.csv", "refused", "There is no table nosuch.")]
    [InlineData("export", "t", "nosuch/new.csv", "file", "nosuch")]
    public async Task What_is_not_there_is_named(string verb, string table, string file, string kind, string message)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = new ScriptsFolder().Write("t.csv", "id\n1\n");
        Sql.Execute(database.OwnerConnectionString, "create table t (id int)");

        var run = await CopyAsync(database, verb, table, Path.Combine(folder.Path, file), "--json");

        Assert.Equal((1, kind), (run.ExitCode, run.Json.GetProperty("error").GetProperty("kind").GetString()));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "new.csv")));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.partial"));
    }

    private static Task<Run> CopyAsync(TestDatabase database, string verb, params string[] arguments) =>
        LecternTool.RunWithAsync(database.OwnerConnectionString, ["db", verb, .. arguments]);
}
