using Lectern.LocalPostgres;

namespace Lectern.Testing;

/// <summary>A started server, whatever started it.</summary>
internal interface IRunningServer : IAsyncDisposable
{
    /// <summary>Npgsql's connection string for a role and a database.</summary>
    string ConnectionString(string role, string database);
}

/// <summary>
/// Chooses how a test run gets its server: the programs that LocalHost finds, or a container where
/// <c>LECTERN_POSTGRESQL=docker</c> asks for one or only Docker is there.
/// </summary>
internal static class RunningServer
{
    /// <summary>Starts a server with the roles of a deployment.</summary>
    public static async Task<IRunningServer> StartAsync() =>
        await ServerPrograms.FindAsync(TemporaryServer.NewFolder(), CancellationToken.None) is DockerPrograms
            ? await ContainerServer.StartAsync()
            : await TemporaryServer.StartAsync();
}
