namespace Lectern.Testing;

/// <summary>A started server, whatever started it.</summary>
internal interface IRunningServer : IAsyncDisposable
{
    /// <summary>Npgsql's connection string for a role and a database.</summary>
    string ConnectionString(string role, string database);
}

/// <summary>
/// Chooses how a test run gets its server: LocalHost's own way, or a container where only Docker is there.
/// </summary>
internal static class RunningServer
{
    /// <summary>Starts a server with the roles of a deployment.</summary>
    public static async Task<IRunningServer> StartAsync() =>
#if TESTCONTAINERS
        await ContainerServer.StartAsync();
#else
        await TemporaryServer.StartAsync();
#endif
}
