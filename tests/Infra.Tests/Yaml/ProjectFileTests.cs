using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Yaml;

/// <summary>The files for editors, for those who report issues, and for azd's list of templates.</summary>
public sealed class ProjectFileTests
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly string[] OfForms = ["name", "description", "body"];
    private static readonly string[] Fields = ["markdown", "input", "textarea", "dropdown", "checkboxes"];

    [Fact]
    public async Task The_tasks_of_the_editor_start_what_is_there()
    {
        var tasks = (await JsonAsync(".vscode/tasks.json"))["tasks"]!.AsArray();
        var launches = (await JsonAsync(".vscode/launch.json"))["configurations"]!.AsArray();
        string[] labels = [.. tasks.Select(task => $"{task!["label"]}")];

        Assert.Equal(labels, labels.Distinct());
        Assert.All(launches, launch => Assert.Contains($"{launch!["preLaunchTask"]}", labels));
        Assert.All(
            tasks.SelectMany(task => (task!["args"]?.AsArray() ?? []).Append(task["command"]))
                .Select(word => $"{word}")
                .Where(word => word.AsSpan().ContainsAny('/', '.')),
            path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    [Fact]
    public async Task The_development_container_has_the_runtime_of_the_projects()
    {
        var container = await JsonAsync(".devcontainer/devcontainer.json");
        string framework = PropertyOf("Directory.Build.props", "TargetFramework");

        Assert.EndsWith($"-{framework["net".Length..]}", $"{container["image"]}", StringComparison.Ordinal);
    }

    [Fact]
    public void Issue_forms_have_what_GitHub_asks_for()
    {
        foreach (string form in new[] { "bug", "feature" })
        {
            var file = YamlFile.Load($".github/ISSUE_TEMPLATE/{form}.yml");
            Assert.Empty(OfForms.Except(file.Keys()));
            Assert.All(file.Get("body").Items(), field =>
            {
                string type = $"{field.Get("type")}";
                Assert.Contains(type, Fields);
                Assert.NotNull(field.Get("attributes").Get(type == "markdown" ? "value" : "label"));
            });
        }
    }

    [Fact]
    public void Azd_names_the_version_of_the_projects() => Assert.Equal(
        $"lectern@{PropertyOf("Directory.Build.props", "Version")}",
        $"{YamlFile.Load("azure.yaml").Get("metadata").Get("template")}");

    private static async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(
        await File.ReadAllTextAsync(Path.Combine(Repository.Root, path), TestContext.Current.CancellationToken),
        documentOptions: Strict)!;

    private static string PropertyOf(string path, string name) =>
        XDocument.Load(Path.Combine(Repository.Root, path)).Descendants(name).First().Value;
}
