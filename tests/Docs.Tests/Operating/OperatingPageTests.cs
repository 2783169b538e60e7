using Lectern.Testing;
using Lectern.Testing.Pages;
using Npgsql;
using Xunit;

namespace Lectern.Docs.Tests.Operating;

/// <summary>
/// The commands of the pages for operators are run from top to bottom, on a PostgreSQL of their own, and each output
/// that a page shows is compared. <see cref="PageCommand"/> says which blocks are commands.
/// </summary>
public sealed class OperatingPageTests
{
    [Fact]
    public async Task The_commands_of_the_page_on_migrations_create_the_school()
    {
        await using var server = await EmptyServer.StartAsync(TestContext.Current.CancellationToken);

        await FollowAsync("docs/migrations.md", server, "db.example.org");

        Assert.Equal(
            "lectern_owner",
            Sql.Scalar<string>(
                server.ConnectionString("postgres", "lectern"),
                "select tableowner::text from pg_tables where tablename = 'students'"));
    }

    [Fact]
    public async Task The_doctor_finds_what_its_page_shows()
    {
        await using var server = await EmptyServer.StartAsync(TestContext.Current.CancellationToken);
        await server.CreateSchoolAsync("school", TestContext.Current.CancellationToken);

        await FollowAsync("docs/doctor.md", server, "127.0.0.1:5432");
    }

    [Fact]
    public Task The_commands_of_the_page_on_urls_write_what_it_shows() => FollowAsync("docs/database-url.md");

    [Theory]
    [InlineData("docs/deployment.md")]
    [InlineData("docs/operations.md")]
    public void A_page_whose_commands_need_Azure_or_more_than_a_minute_says_so_of_each(string page) =>
        Assert.Empty(PageCommand.Read(page));

    /// <param name="page">The page's path.</param>
    /// <param name="server">The server that its commands meet.</param>
    /// <param name="address">The address of the server on the page.</param>
    private static async Task FollowAsync(string page, EmptyServer server, string address)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres", "postgres"));
        await FollowAsync(
            page,
            await server.PasswordAsync(TestContext.Current.CancellationToken),
            address,
            $"{settings.Host}:{settings.Port}");
    }

    private static async Task FollowAsync(string page, string password = "", string shown = "-", string actual = "-")
    {
        var commands = PageCommand.Read(page);
        Assert.NotEmpty(commands);
        using var shell = new ReaderShell();

        var outputs = await shell.RunAsync(
            [.. commands.Select(command => command with { Text = Replace(command.Text, shown, actual) })],
            password,
            TestContext.Current.CancellationToken);

        foreach (var (command, output) in commands.Zip(outputs).Where(pair => pair.First.Output is not null))
        {
            PageOutput.AssertShown(command.Output!, Replace(output, actual, shown));
        }

        static string Replace(string text, string from, string to) => text.Replace(from, to, StringComparison.Ordinal);
    }
}
