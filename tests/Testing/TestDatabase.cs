using Npgsql;

namespace Lectern.Testing;

/// <summary>A database of the test server, dropped at the end.</summary>
public sealed class TestDatabase(TestServer server, string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    /// <summary>The connection string of lectern_owner, who changes the schema.</summary>
    public string OwnerConnectionString => server.ConnectionString("lectern_owner", Name);

    /// <summary>The connection string of lectern_app, who reads and writes rows.</summary>
    public string ApplicationConnectionString => server.ConnectionString("lectern_app", Name);

    /// <summary>The connection string of the superuser, who sees everything.</summary>
    public string SuperuserConnectionString => server.ConnectionString("postgres", Name);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.ExecuteAsync($"drop database {Name} with (force)");
    }
}
