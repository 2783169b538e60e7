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
    /// <param name="furtherSettings">Settings of the server, each <c>name=value</c>.</param>
    public static async Task<IRunningServer> StartAsync(params string[] furtherSettings) =>
        await ServerPrograms.FindAsync(TemporaryServer.NewFolder(), CancellationToken.None) is DockerPrograms
            ? await ContainerServer.StartAsync(furtherSettings)
            : await TemporaryServer.StartAsync(furtherSettings);
}
