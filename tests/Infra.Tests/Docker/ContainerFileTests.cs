using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lectern.Infra.Tests.Yaml;
using Lectern.LocalPostgres;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Docker;

/// <summary>The container files use the versions that the rest of the repository uses, and files that exist.</summary>
public sealed class ContainerFileTests
{
    private const string Folder = "infra/docker";
    private static readonly string Dockerfile = Read($"{Folder}/Dockerfile");
    private static readonly string Compose = Read($"{Folder}/compose.yaml");

    [Fact]
    public void The_base_images_are_those_of_the_sdk_and_of_the_runtime_on_Azure()
    {
        string sdk = $"{JsonNode.Parse(Read("global.json"))!["sdk"]!["version"]}";
        string framework = Regex.Match(Read("Directory.Build.props"), @"<TargetFramework>net([\d.]+)<").Groups[1].Value;

        Assert.StartsWith($"{framework}.", sdk, StringComparison.Ordinal);
        Assert.All(Matches(@"FROM mcr\.microsoft\.com/dotnet/sdk:(\S+)"), tag => Assert.Equal(framework, tag));
        Assert.Equal(
            [$"4-dotnet-isolated{framework}"],
            Matches(@"FROM mcr\.microsoft\.com/azure-functions/dotnet-isolated:(\S+)"));
        Assert.Contains($"image: {DockerPrograms.NewestImage}", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_image_copies_from_the_checkout_is_there_and_not_ignored()
    {
        string[] sent = File.ReadAllLines(Path.Combine(Repository.Root, $"{Folder}/Dockerfile.dockerignore"));
        // Without .editorconfig, the code is compiled with other rules, and its exceptions from them are errors.
        string[] copied =
            [".editorconfig", .. Matches(@"^COPY (?!--from)(\S+) "), .. Matches(@"dotnet publish (\S+)")];

        Assert.All(copied.Where(path => path != "."), path =>
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path);
            Assert.Contains($"!{path.Split('/')[0]}", sent);
        });
    }

    [Fact]
    public void The_api_starts_after_the_migration_and_serves_as_another_role()
    {
        var services = YamlFile.Load($"{Folder}/compose.yaml").Get("services");

        Assert.Equal(
            "service_completed_successfully",
            services.Get("api").Get("depends_on").Get("migration").Get("condition")?.ToString());
        Assert.Contains("lectern_app:", UrlOf("api"), StringComparison.Ordinal);
        Assert.Contains("lectern_owner:", UrlOf("migration"), StringComparison.Ordinal);

        string UrlOf(string service) => $"{services.Get(service).Get("environment").Get("DATABASE_URL")}";
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static string[] Matches(string pattern) =>
        [.. Regex.Matches(Dockerfile, pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
}
