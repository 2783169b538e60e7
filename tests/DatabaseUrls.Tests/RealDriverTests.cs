using System.Collections.Concurrent;
using FsCheck.Fluent;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

/// <summary>The real drivers open the connection strings, with any characters in names and passwords.</summary>
public sealed class RealDriverTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Cases = 200;
    private const int AtOnce = 4;

    /// <summary>NAMEDATALEN - 1, in bytes. The random names are far shorter.</summary>
    private const int MaxNameBytes = 63;

    [Fact]
    public async Task Psql_and_Npgsql_connect_with_what_is_rendered_for_them()
    {
        string? psql = Psql.Find();
        Assert.SkipWhen(psql is null && Environment.GetEnvironmentVariable("CI") is null, "psql is not installed.");
        string[][] names = RandomUrls.Names.Where(name => !name.EndsWith('\n')).ArrayOf(3).Sample(Cases);

        // Each case renames the same database, because creating and dropping one takes a checkpoint.
        var databases = new ConcurrentBag<string>(Enumerable.Range(0, AtOnce).Select(i => $"url_{i}"));
        foreach (string database in databases)
        {
            await server.ExecuteAsync($"create database {database}");
        }

        await Parallel.ForEachAsync(
            names.Index(),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (numbered, cancellationToken) =>
            {
                Assert.True(databases.TryTake(out string? database));
                var url = Url(numbered.Index, numbered.Item);
                await CreateAsync(url, database);
                await ConnectAsync(url, psql!, cancellationToken);
                databases.Add(url.Database!);
            });

        foreach (string database in databases)
        {
            await server.ExecuteAsync($"drop database {Identifier(database)} with (force)");
        }
    }

    private DatabaseUrl Url(int number, string[] parts)
    {
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres", "postgres"));
        return new DatabaseUrl
        {
            Hosts = [new(address.Host!, address.Port)],
            User = Unique("u", number, parts[0]),
            Password = parts[1],
            Database = Unique("d", number, parts[2]),
        };
    }

    private async Task CreateAsync(DatabaseUrl url, string database)
    {
        await server.ExecuteAsync($"create role {Identifier(url.User!)} login password {Literal(url.Password!)}");
        await server.ExecuteAsync($"alter database {Identifier(database)} rename to {Identifier(url.Database!)}");
    }

    private static async Task ConnectAsync(DatabaseUrl url, string psql, CancellationToken cancellationToken)
    {
        string expected = $"{url.User}|{url.Database}";
        Assert.Equal(expected, await Psql.AskAsync(psql, url.Render(Driver.Libpq), cancellationToken));
        Assert.Equal(expected, await Psql.AskAsync(psql, url.Render(Driver.LibpqKeywords), cancellationToken));
        Assert.Equal(expected, await AskNpgsqlAsync(url.ToNpgsql(Purpose.Migration), cancellationToken));
    }

    private static string Unique(string prefix, int number, string random)
    {
        string name = $"{prefix}{number}{random}";
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(name) <= MaxNameBytes);
        return name;
    }

    private static async Task<string?> AskNpgsqlAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var command = dataSource.CreateCommand(Psql.Question);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
