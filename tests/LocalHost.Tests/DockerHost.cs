using Lectern.LocalPostgres;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>LocalHost with its PostgreSQL in a container of this machine's Docker.</summary>
internal static class DockerHost
{
    /// <summary>The setting that makes a new data folder a volume of Docker.</summary>
    public static readonly Dictionary<string, string> Setting = new() { ["LECTERN_POSTGRESQL"] = "docker" };

    /// <summary>Starts it; a test that needs Docker is skipped on a machine without one.</summary>
    public static async Task<LocalHostProcess> StartAsync(int port, string data, params string[] more)
    {
        await RequireAsync();
        return await LocalHostProcess.StartAsync(port, Setting, ["--data", data, "--no-demo", .. more]);
    }

    public static async Task RequireAsync() => Assert.SkipWhen(
        await LocalPostgres.Docker.FindAsync(TestContext.Current.CancellationToken) is null,
        "Docker does not answer on this machine; .ci/run installs and starts it.");

    /// <summary>The name of the container and of the volume of a data folder.</summary>
    public static string NameOf(string data) => DockerVolume.Of(data)!.Name;

    /// <summary>The containers of a data folder that exist, stopped ones too.</summary>
    public static Task<string> ContainersAsync(string data) =>
        RunAsync("container", "ls", "--all", "--quiet", "--filter", $"name={NameOf(data)}");

    public static Task<string> VolumesAsync(string name) =>
        RunAsync("volume", "ls", "--quiet", "--filter", $"name={name}");

    public static async Task<string> RunAsync(params string[] arguments) =>
        (await Shell.RunAsync(new("docker", arguments), TestContext.Current.CancellationToken)).Trim();
}
