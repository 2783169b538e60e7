using Lectern.Docs.Tests.Following;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Docs.Tests.FromFastApi;

/// <summary>docs/from-fastapi.md, followed on a database that Alembic itself has made.</summary>
public sealed class FromFastApiPageTests(TestServer server)
{
    private const string Page = "docs/from-fastapi.md";

    private static string Revision => Path.Combine(
        Repository.Root, "tests", "Docs.Tests", "FromFastApi", "create_students.py");

    [Fact]
    public async Task A_database_that_Alembic_made_is_taken_over_with_its_rows()
    {
        DebianProgram.Find("alembic");
        DebianProgram.Find("pg_dump");
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var page = new FollowedPage(Page, new()
        {
            ["DATABASE_URL"] = Url(database.OwnerConnectionString),
            ["ADMIN_DATABASE_URL"] = Url(database.SuperuserConnectionString),
        });
        var dump = await page.RunAsync("pg_dump \"$DATABASE_URL\" --schema-only");
        Assert.SkipWhen(
            dump.Error.Contains("server version mismatch", StringComparison.Ordinal),
            "pg_dump is older than the server.");
        var made = await page.RunAsync($"""
            set -euo pipefail
            alembic init alembic
            url=$(echo "$DATABASE_URL" | sed 's/%/%%/g; s/&/\\&/g')
            sed -i "s|^sqlalchemy.url.*|sqlalchemy.url = $url|" alembic.ini
            alembic revision --rev-id 9c18917a64f7 --message 'create students'
            cp '{Revision}' alembic/versions/9c18917a64f7_create_students.py
            alembic upgrade head
            psql "$DATABASE_URL" --command "insert into students (full_name, email)
                values ('Ada Lovelace', 'ada@example.org'), ('Bob O''Connor', 'bob@example.org')"
            """);
        Assert.True(made.ExitCode == 0, $"{made.Output}\n{made.Error}");

        await page.FollowAsync();

        Assert.Equal(0, await CountAsync(database, "select count(*) from pg_class where relname = 'alembic_version'"));
        Assert.Equal(2, await CountAsync(database, "select count(*) from students where created_at is not null"));
        Assert.Equal(3, await CountAsync(database, """select count(*) from grate."ScriptsRun" """));
    }

    [Fact]
    public async Task Its_Python_can_be_read_by_Python()
    {
        DebianProgram.Find("python3");
        using var page = new FollowedPage(Page);
        string text = Path.Combine(Repository.Root, Page);

        var read = await page.RunAsync($"""
            python3 -c '
            import ast, re, sys
            blocks = re.findall(r"^```python\n(.*?)^```", open(sys.argv[1]).read(), re.M | re.S)
            for block in blocks:
                compile(block, block, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            print(len(blocks))
            ' '{text}'
            """);

        Assert.True(read.ExitCode == 0, read.Error);
        Assert.NotEqual("0", read.Output.Trim());
    }

    private static string Url(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        string password = connection.Password is { } word
            ? $"password={Uri.EscapeDataString(word)}"
            : $"passfile={Uri.EscapeDataString(connection.Passfile!)}";
        string server = $"{connection.Username}@{connection.Host}:{connection.Port}";
        return $"postgresql://{server}/{connection.Database}?{password}";
    }

    private static async Task<long> CountAsync(TestDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.SuperuserConnectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
