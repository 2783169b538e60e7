using Npgsql;

namespace Lectern.LocalPostgres;

/// <summary>
/// Creates the two roles and the database on a local server, as provisioning does on Azure. The owner changes the
/// schema, the application reads and writes rows; neither is a superuser.
/// </summary>
public static class SchoolDatabase
{
    /// <summary>The role that owns the schema and runs migrations.</summary>
    public const string OwnerRole = "lectern_owner";

    /// <summary>The role that serves requests.</summary>
    public const string ApplicationRole = "lectern_app";

    /// <summary>Creates the roles and the database if they are missing.</summary>
    public static async Task EnsureAsync(LocalServer server, string database, CancellationToken cancellationToken)
    {
        string password = await server.PasswordAsync(cancellationToken);
        await using var dataSource = NpgsqlDataSource.Create(
            server.ConnectionString("postgres", "postgres") + ";Pooling=false");
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        foreach (string role in new[] { OwnerRole, ApplicationRole })
        {
            if (!await ExistsAsync("select 1 from pg_roles where rolname = $1", role))
            {
                await RunAsync($"create role {role} login password '{password}'");
            }
        }

        if (!await ExistsAsync("select 1 from pg_database where datname = $1", database))
        {
            await RunAsync($"create database \"{database}\" owner {OwnerRole}");
        }

        async Task<bool> ExistsAsync(string query, string name)
        {
            await using var command = new NpgsqlCommand(query, connection) { Parameters = { new() { Value = name } } };
            return await command.ExecuteScalarAsync(cancellationToken) is not null;
        }

        async Task RunAsync(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
