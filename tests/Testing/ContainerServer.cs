using Lectern.LocalPostgres;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Lectern.Testing;

/// <summary>A server in a container (Testcontainers).</summary>
internal sealed class ContainerServer : IRunningServer
{
    /// <summary>The password of all roles. It is no part of another word of a connection string.</summary>
    private const string Password = "c0ntainer";

    private readonly PostgreSqlContainer _container;

    private ContainerServer(PostgreSqlContainer container) => _container = container;

    /// <summary>Starts a server with the roles of a deployment.</summary>
    public static async Task<ContainerServer> StartAsync()
    {
        var container = new PostgreSqlBuilder(DockerPrograms.NewestImage).WithUsername("postgres")
            .WithPassword(Password)
            .WithCommand([.. TemporaryServer.Settings.SelectMany(setting => new[] { "-c", setting })])
            .Build();
        await container.StartAsync();
        var server = new ContainerServer(container);
        await using var dataSource = NpgsqlDataSource.Create(server.ConnectionString("postgres", "postgres"));
        await using var command = dataSource.CreateCommand(
            $"""
            create role lectern_owner login password '{Password}';
            create role lectern_app login password '{Password}'
            """);
        await command.ExecuteNonQueryAsync();
        return server;
    }

    public string ConnectionString(string role, string database) =>
        new NpgsqlConnectionStringBuilder(_container.GetConnectionString()) { Username = role, Database = database }
            .ConnectionString;

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
