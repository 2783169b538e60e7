using Xunit;

namespace Lectern.LocalHost.Tests;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task It_serves_demo_data_with_students_of_many_scripts_and_says_where_on_one_line()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path);

        Assert.Equal($"Lectern is ready at http://localhost:{_port}/api/about", host.Output);
        var page = await host.School.PageAsync("?limit=200&count=true");
        Assert.InRange((int)page["count"]!, 200, 999);
        string names = string.Concat(page["value"]!.AsArray().Select(student => (string?)student!["fullName"]));
        foreach (var (first, last) in new[] { ('a', 'z'), ('а', 'я'), ('ا', 'ي'), ('一', '龥'), ('가', '힣'), ('ก', '๛') })
        {
            Assert.Contains(names, letter => letter >= first && letter <= last);
        }

        Assert.InRange(await host.School.CountAsync("tutors"), 10, 99);
        foreach (string filter in new[] { "status=submitted", "status=graded", "overdue=true" })
        {
            Assert.InRange(await host.School.CountAsync("homework", filter), 50, 999);
        }
    }

    [Fact]
    public async Task Two_run_side_by_side_and_know_nothing_of_each_other()
    {
        using var otherData = new TemporaryFolder();
        await using var one = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");
        await using var other = await LocalHostProcess.StartAsync(
            LocalHostProcess.FreePort(), otherData.Path, "--no-demo");
        await one.School.CreateAsync("One");

        Assert.Equal(["One"], await one.School.NamesAsync());
        Assert.Empty(await other.School.NamesAsync());
    }

    [Fact]
    public async Task The_data_folder_is_where_the_user_stands_not_in_the_project()
    {
        Directory.CreateDirectory(_data.Path);

        await using (var host = await LocalHostProcess.StartFromAsync(_data.Path, _port, "--no-demo"))
        {
            await host.School.CreateAsync("Stays");
            Assert.True(File.Exists(Path.Combine(_data.Path, ".local", "pgpass")), host.Error);
        }

        await using var named = await LocalHostProcess.StartFromAsync(
            _data.Path, _port, "--no-demo", "--data", ".local/../.local");
        Assert.Equal(["Stays"], await named.School.NamesAsync());
    }

    [Fact]
    public async Task A_folder_with_blanks_and_quotes_in_its_name_is_as_good_as_any()
    {
        string data = Path.Combine(_data.Path, "it's a \"Prüfung\" $HOME");

        await using var host = await LocalHostProcess.StartAsync(_port, data, "--no-demo");

        Assert.Empty(await host.School.NamesAsync());
    }

    [Fact]
    public async Task A_taken_port_is_refused_before_anything_is_made()
    {
        using var otherData = new TemporaryFolder();
        await using var one = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");

        var (exitCode, _, error) = await LocalHostProcess.RunAsync([], "--port", $"{_port}", "--data", otherData.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains($"port {_port} is not available", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(otherData.Path));
    }

    [Theory]
    [InlineData("--prot", "7071")]
    [InlineData("--port", "x")]
    [InlineData("--port", "0")]
    [InlineData("--port", "70000")]
    [InlineData("start", "now")]
    public async Task Wrong_usage_says_the_right_one(string argument, string value)
    {
        var (exitCode, output, error) = await LocalHostProcess.RunAsync([], argument, value);

        Assert.Equal(2, exitCode);
        Assert.Contains("--port", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://someone:s3cret@127.0.0.1:1/lectern", "127.0.0.1:1")]
    [InlineData("postgresql://someone:s3cret@localhost/lectern?sslmod=require", "sslmod")]
    [InlineData("mysql+pymysql://someone:s3cret@localhost/lectern", "MySQL")]
    public async Task A_database_url_that_leads_nowhere_is_said_without_a_stack_trace(string url, string fault)
    {
        var (exitCode, _, error) = await LocalHostProcess.RunAsync(
            new() { ["DATABASE_URL"] = url }, "--port", $"{_port}", "--data", _data.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains("Lectern cannot run: ", error, StringComparison.Ordinal);
        Assert.Contains(fault, error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.Path));
    }

    public void Dispose() => _data.Dispose();
}
