using Lectern.LocalPostgres;

namespace Lectern.Testing;

/// <summary>A started server of any kind.</summary>
internal interface IRunningServer : IAsyncDisposable
{
    /// <summary>Npgsql's connection string for a role and a database.</summary>
    string ConnectionString(string role, string database);
}

/// <summary>
/// Starts the server of a test run with the programs that LocalHost finds, or in a container if
/// <c>LECTERN_POSTGRESQL</c> is <c>docker</c> or the machine only has Docker.
/// </summary>
internal static class RunningServer
{
    /// <summary>Starts a server with the roles of a deployment.</summary>
    public static async Task<IRunningServer> StartAsync() =>
        await ServerPrograms.FindAsync(TemporaryServer.NewFolder(), CancellationToken.None) is DockerPrograms
            ? await ContainerServer.StartAsync()
            : await TemporaryServer.StartAsync();
}
