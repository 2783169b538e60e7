using System.Text.RegularExpressions;
using Lectern.Infra.Tests.Support;
using Lectern.LocalPostgres;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Docker;

/// <summary>
/// compose.yaml is built and run: PostgreSQL, the migration with grate, and the API. Where Docker reaches no registry
/// of images, <c>.ci/dotnet-images</c> makes the base images.
/// </summary>
public sealed class ComposeTests : IAsyncLifetime
{
    private const string Compose = "infra/docker/compose.yaml";
    private const int Port = 7991;
    private readonly string _checkout = Directory.CreateTempSubdirectory("lectern-compose-").FullName;

    [Fact]
    public async Task The_images_are_built_and_the_api_is_ready_after_the_migration()
    {
        Assert.SkipUnless(LongTests.Choose(0, 1) == 1, "It takes minutes. LECTERN_LONG_TESTS=1 runs it.");
        Assert.SkipWhen(Shell.Which("docker-compose") is null, "docker-compose is not installed.");
        Assert.SkipWhen((await ToolProcess.RunAsync("docker", ["version"])).ExitCode != 0, "Docker does not run.");
        await FindBaseImagesAsync();
        await CopyCheckoutAsync();

        await SucceedAsync("docker-compose", ComposeArguments("up", "--build", "--detach"));

        string answer = await SucceedAsync("curl",
            "--silent", "--show-error", "--fail", "--retry", "60", "--retry-delay", "1", "--retry-all-errors",
            $"http://localhost:{Port}/api/health/ready");
        Assert.Contains("\"ready\"", answer, StringComparison.Ordinal);
        string log = await SucceedAsync("docker-compose", ComposeArguments("logs", "--no-color", "migration"));
        Assert.Contains("0001_create_students.sql", log, StringComparison.Ordinal);
        Assert.Matches(@"\d+ scripts ran", log);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_checkout, Compose)))
        {
            await SucceedAsync("docker-compose", ComposeArguments("down", "--volumes", "--rmi", "local"));
        }

        Directory.Delete(_checkout, recursive: true);
    }

    private static async Task FindBaseImagesAsync()
    {
        string dockerfile = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "infra/docker/Dockerfile"), TestContext.Current.CancellationToken);
        foreach (string image in Regex.Matches(dockerfile, @"^FROM (\S+)", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).Distinct())
        {
            if ((await ToolProcess.RunAsync("docker", ["image", "inspect", image])).ExitCode != 0
                && (await ToolProcess.RunAsync("docker", ["pull", "--quiet", image])).ExitCode != 0)
            {
                string host = $"tests/WorkerHost.SampleHost/bin/{Repository.Configuration}/net10.0";
                await SucceedAsync(Path.Combine(Repository.Root, ".ci/dotnet-images"), host);
                return;
            }
        }
    }

    /// <summary>
    /// Copies what Git knows. Docker's own builder, without BuildKit, reads <c>.dockerignore</c> only at the root.
    /// </summary>
    private async Task CopyCheckoutAsync()
    {
        await SucceedAsync("bash", "-euo", "pipefail", "-c", $"""
            git ls-files -z --cached --others --exclude-standard | xargs -0 ls -d 2> /dev/null \
                | tar --create --files-from - | tar --extract --directory '{_checkout}'
            cp infra/docker/Dockerfile.dockerignore '{_checkout}/.dockerignore'
            """);
        // The builds reach the package registries as this machine does.
        await File.WriteAllTextAsync(
            Path.Combine(_checkout, "network.yaml"),
            """
            services:
              migration: { build: { network: host } }
              api: { build: { network: host } }
            """,
            TestContext.Current.CancellationToken);
    }

    private string[] ComposeArguments(params string[] command) =>
    [
        "--project-name", Path.GetFileName(_checkout).ToLowerInvariant(),
        "--file", Path.Combine(_checkout, Compose), "--file", Path.Combine(_checkout, "network.yaml"), .. command,
    ];

    private static async Task<string> SucceedAsync(string program, params string[] arguments)
    {
        var run = await ToolProcess.RunAsync(program, arguments, new Dictionary<string, string>
        {
            ["POSTGRES_PASSWORD"] = "s3cret",
            ["LECTERN_PORT"] = $"{Port}",
            ["DOCKER_BUILDKIT"] = "0",
        });
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{run.Text}");
        return run.Output;
    }
}
