using Lectern.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Lectern.Infra.Tests.Yaml;

/// <summary>azd's own schema takes unknown keys, hosts and languages in silence.</summary>
public sealed class AzureYamlTests
{
    private static readonly string[] TopLevel = ["name", "metadata", "infra", "services", "hooks", "requiredVersions"];
    private static readonly string[] OfServices = ["project", "language", "host", "dist", "resourceName", "hooks"];
    private static readonly string[] OfHooks = ["shell", "run", "interactive", "continueOnError", "posix", "windows"];

    private static readonly string[] Languages = ["csharp", "dotnet"];

    private static readonly string[] Hooks =
        [.. from when in new[] { "pre", "post" }
            from what in new[] { "provision", "deploy", "package", "restore", "build", "up", "down" }
            select when + what];

    private static readonly YamlMappingNode AzureYaml = YamlFile.Load("azure.yaml");

    [Fact]
    public void Only_known_keys_hosts_and_languages_are_named()
    {
        Assert.Empty(AzureYaml.Keys().Except(TopLevel));
        Assert.Equal("bicep", AzureYaml.Get("infra").Get("provider")?.ToString() ?? "bicep");
        Assert.All(AzureYaml.Get("services").Keys(), name =>
        {
            var service = AzureYaml.Get("services").Get(name);
            Assert.Empty(service.Keys().Except(OfServices));
            Assert.Equal("function", service.Get("host")!.ToString());
            Assert.Contains(service.Get("language")!.ToString(), Languages);
        });
    }

    [Fact]
    public void Projects_and_templates_are_where_they_are_said_to_be()
    {
        var infra = AzureYaml.Get("infra");
        string module = Path.Combine(
            infra.Get("path")?.ToString() ?? "infra", infra.Get("module")?.ToString() ?? "main");
        Assert.True(File.Exists(Path.Combine(Repository.Root, module + ".bicep")), module);
        var services = AzureYaml.Get("services");
        Assert.All(services.Keys(), name => Assert.Single(Directory.GetFiles(
            Path.Combine(Repository.Root, services.Get(name).Get("project")!.ToString()), "*.csproj")));
    }

    [Fact]
    public void Each_hook_is_run_by_every_system_and_stops_a_deployment_that_it_fails()
    {
        var hooks = AzureYaml.Get("hooks");
        Assert.Empty(hooks.Keys().Except(Hooks));
        Assert.Equal(
            ["postdeploy", "postdown", "postprovision", "predeploy", "preprovision"],
            hooks.Keys().Order(StringComparer.Ordinal));
        foreach (string name in hooks.Keys())
        {
            var hook = hooks.Get(name);
            YamlNode?[] forms = hook.Get("run") is null ? [hook.Get("posix"), hook.Get("windows")] : [hook];
            Assert.All(forms, form =>
            {
                Assert.Empty(form.Keys().Except(OfHooks));
                Assert.NotEqual("true", form.Get("continueOnError")?.ToString());
                string program = $"infra/hooks/{name}.cs";
                Assert.Equal($"dotnet run --file {program}", form.Get("run")?.ToString());
                Assert.True(File.Exists(Path.Combine(Repository.Root, program)), program);
            });
        }
    }
}
