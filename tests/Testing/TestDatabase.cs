using Npgsql;

namespace Lectern.Testing;

/// <summary>One database of the test server, dropped with everything in it at the end.</summary>
public sealed class TestDatabase(TestServer server, string name) : IAsyncDisposable
{
    /// <summary>The database's name.</summary>
    public string Name { get; } = name;

    /// <summary>As lectern_owner, who changes the schema.</summary>
    public string OwnerConnectionString => server.ConnectionString("lectern_owner", Name);

    /// <summary>As lectern_app, who reads and writes rows.</summary>
    public string ApplicationConnectionString => server.ConnectionString("lectern_app", Name);

    /// <summary>As the superuser, for looking at what the roles may not see.</summary>
    public string SuperuserConnectionString => server.ConnectionString("postgres", Name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.ExecuteAsync($"drop database {Name} with (force)");
    }
}
