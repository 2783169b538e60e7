using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Db;

/// <summary>The commands new and check, which need no database.</summary>
public sealed class DbFolderTests
{
    [Fact]
    public async Task New_begins_a_script_and_its_reverse_with_the_next_number()
    {
        using var folder = new ScriptsFolder().Write("up/0041_t.sql", "select 1");

        var run = await LecternTool.RunAsync("db", "new", "Add Invoices, & more!", "--scripts", folder.Path, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string up = run.Json.GetProperty("up").GetString()!;
        Assert.Equal(Path.Combine(folder.Path, "up", "0042_add_invoices_more.sql"), up);
        string down = run.Json.GetProperty("down").GetString()!;
        Assert.Equal(Path.Combine(folder.Path, "down", "0042_add_invoices_more.sql"), down);
        Assert.True(File.Exists(down));
        Assert.Contains(
            "lectern: contract",
            await File.ReadAllTextAsync(up, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        run = await LecternTool.RunAsync("db", "new", "next", "--scripts", folder.Path);
        Assert.Equal(
            [Path.Combine(folder.Path, "up", "0043_next.sql"), Path.Combine(folder.Path, "down", "0043_next.sql")],
            run.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task New_in_the_wrong_place_begins_no_second_folder()
    {
        using var folder = new ScriptsFolder();
        string wrong = Path.Combine(folder.Path, "db");

        var run = await LecternTool.RunAsync("db", "new", "add invoices", "--scripts", wrong);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("With --begin, new creates it", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(wrong));

        run = await LecternTool.RunAsync("db", "new", "add invoices", "--scripts", wrong, "--begin");
        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(Path.Combine(wrong, "up", "0001_add_invoices.sql")));
    }

    [Fact]
    public async Task Check_says_where_what_and_why_and_fails()
    {
        using var folder = new ScriptsFolder().Write("up/0001_t.sql", "select 1;\n  drop table t;\n");

        var run = await LecternTool.RunAsync("db", "check", "--scripts", folder.Path);
        Assert.Equal((1, "1 finding."), (run.ExitCode, run.Error.TrimEnd()));
        Assert.StartsWith("up/0001_t.sql:2:3: drop-or-rename: ", run.Output, StringComparison.Ordinal);

        run = await LecternTool.RunAsync("db", "check", "--scripts", folder.Path, "--json");
        var finding = Assert.Single(run.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal(("drop-or-rename", "up/0001_t.sql", 2, 3), (
            finding.GetProperty("rule").GetString(), finding.GetProperty("script").GetString(),
            finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()));
    }

    [Fact]
    public async Task Check_of_good_scripts_finds_nothing()
    {
        var run = await LecternTool.RunAsync(
            "db", "check", "--scripts", Path.Combine(AppContext.BaseDirectory, "db"), "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, run.Json.GetProperty("findings").GetArrayLength());
    }
}
