using System.Diagnostics;
using Lectern.Testing;
using Lectern.WorkerHost;

namespace Lectern.Worker.Tests;

/// <summary>The package that azd deploys: published as azd does, and run.</summary>
public sealed class PublishTests(TestServer server)
{
    private static readonly string[] HostFiles =
    [
        "host.json", "worker.config.json", "extensions.json", "functions.metadata", "Lectern.Worker.dll",
        "Lectern.Worker.runtimeconfig.json",
    ];

    [Fact]
    public async Task The_published_worker_has_what_the_Functions_host_looks_for_and_answers_with_rows()
    {
        string folder = Directory.CreateTempSubdirectory("lectern-publish-").FullName;
        try
        {
            await PublishAsync(folder);

            Assert.All(HostFiles, file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
            Assert.True(Directory.Exists(Path.Combine(folder, ".azurefunctions")));
            Assert.False(File.Exists(Path.Combine(folder, "local.settings.json")));
            await using var database = await server.CreateDatabaseAsync();
            await using var host = await FunctionsHost.StartAsync(
                new()
                {
                    WorkerFolder = folder,
                    Environment = new Dictionary<string, string?>
                    {
                        ["DATABASE_URL"] = database.ApplicationConnectionString,
                        ["AUTHENTICATION"] = "development",
                    },
                },
                TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = new(host.Address, "api/") };
            Assert.Equal(
                """{"value":[]}""", await http.GetStringAsync("students", TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PublishAsync(string folder)
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Root, "src", "Worker"), "--configuration", "Release",
                "--output", folder, "--nologo",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        string output = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, output);
    }
}
