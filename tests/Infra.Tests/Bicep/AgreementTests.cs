using System.Text.RegularExpressions;
using Lectern.Infra.Tests.Yaml;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>What the templates and the rest of the repository must agree on.</summary>
[Collection(Templates.Collection)]
public sealed class AgreementTests(Templates templates)
{
    [Fact]
    public void What_the_hooks_ask_for_is_an_output_of_the_deployment()
    {
        string hooks = Path.Combine(Repository.Root, "infra/hooks");
        var asked = Directory.EnumerateFiles(hooks, "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), @"Setting\(""(\w+)""\)"))
            .Select(match => match.Groups[1].Value);

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(templates.Main.Outputs.Select(output => output.Name)));
    }

    [Fact]
    public void The_page_on_deployment_has_each_parameter_with_its_description()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/deployment.md"));
        var rows = Regex.Matches(
            page.Split("\n## Parameters\n")[1], @"^\| `(\w+)` \|.*\| (.+) \|$", RegexOptions.Multiline);

        Assert.Equal(
            templates.Main.Parameters.Select(parameter => $"{parameter.Name}: {Description(parameter)}"),
            rows.Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value}"));

        string Description(BicepDeclaration parameter) => templates.Main
            .Literal(parameter.Decorators["description"].Role("arguments").Child("string")!)
            .Replace(@"\'", "'", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_version_that_the_server_may_be_of_is_tested()
    {
        var version = templates.Main.Parameters.Single(parameter => parameter.Name == "postgresVersion");
        var matrix = YamlFile.Load(".github/workflows/ci.yml")
            .Get("jobs").Get("versions").Get("strategy").Get("matrix").Get("postgresql");

        Assert.Equal(
            matrix.Items().Select(tested => tested.ToString()),
            version.Decorators["allowed"].All.Where(node => node.Type == "string").Select(templates.Main.Literal));
    }

    [Fact]
    public void The_server_is_of_the_newest_version_that_the_gate_runs_on()
    {
        var version = templates.Main.Parameters.Single(parameter => parameter.Name == "postgresVersion");
        string gate = File.ReadAllText(Path.Combine(Repository.Root, ".ci/run"));

        Assert.Equal(
            Assert.Single(Regex.Matches(gate, @"LECTERN_POSTGRESQL=(\d+)")).Groups[1].Value,
            templates.Main.Literal(version.Node.Value!));
    }
}
