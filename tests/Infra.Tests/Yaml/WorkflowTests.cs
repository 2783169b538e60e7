using System.Text.RegularExpressions;
using Lectern.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Lectern.Infra.Tests.Yaml;

/// <summary>
/// What GitHub would say about its workflows only when it is too late, and what this project asks of them.
/// </summary>
public sealed class WorkflowTests
{
    // What is trusted, and in which major version.
    private static readonly string[] Actions =
    [
        "actions/checkout@v5", "actions/setup-dotnet@v5", "Azure/login@v2", "Azure/setup-azd@v2",
    ];

    public static TheoryData<string> Files => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, ".github/workflows"))
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_job_ends_and_uses_trusted_actions_only(string file)
    {
        var workflow = YamlFile.Load(file);
        var jobs = workflow.Get("jobs");
        foreach (string name in jobs.Keys())
        {
            var job = jobs.Get(name);
            Assert.True(
                job.Get("timeout-minutes") is not null || job.Get("uses") is not null, $"{name} may run for hours");
            foreach (var step in job.Get("steps").Items())
            {
                Assert.Contains(step.Get("uses")?.ToString() ?? Actions[0], Actions);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_files_that_are_named_exist(string file)
    {
        var jobs = YamlFile.Load(file).Get("jobs");
        foreach (string name in jobs.Keys())
        {
            var job = jobs.Get(name)!;
            string said = string.Join('\n', job.AllNodes.OfType<YamlScalarNode>().Select(scalar => scalar.Value));
            Assert.All(
                Matches(said, @"(?<![\w/$}])(?:\./)?((?:infra|src|tests|docs|db|\.ci|\.github)/[\w./-]*\w)"),
                path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{file}: {path}"));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void There_are_no_secrets_and_no_more_rights_than_needed(string file)
    {
        var workflow = YamlFile.Load(file);

        Assert.DoesNotContain(
            "secrets", File.ReadAllText(Path.Combine(Repository.Root, file)), StringComparison.Ordinal);
        Assert.Equal("read", workflow.Get("permissions").Get("contents")?.ToString());
        foreach (string name in workflow.Get("jobs").Keys())
        {
            var job = workflow.Get("jobs").Get(name);
            bool signsIn = job.Get("steps").Items().Any(step =>
                step.Get("uses")?.ToString().StartsWith("Azure/login@", StringComparison.Ordinal) == true
                || step.Get("run")?.ToString().Contains("azd auth login", StringComparison.Ordinal) == true);
            Assert.Equal(signsIn ? "write" : null, job.Get("permissions").Get("id-token")?.ToString());
            Assert.True(!signsIn || job.Get("environment") is not null, $"{name} signs in outside of an environment");
        }
    }

    [Theory]
    [InlineData("what-if")]
    [InlineData("deploy")]
    public void A_job_that_compiles_the_templates_gives_them_each_variable_that_they_read(string name)
    {
        string templates = File.ReadAllText(Path.Combine(Repository.Root, "infra/main.bicepparam"));
        // The runner needs no rule of the firewall.
        var read = Matches(templates, @"readEnvironmentVariable\('(?!DEPLOYER_IP_ADDRESS)(\w+)'").ToList();
        var job = YamlFile.Load(".github/workflows/deploy.yml").Get("jobs").Get(name);

        Assert.NotEmpty(read);
        Assert.Empty(read.Except(
            job.Get("env").Keys().Concat(job.Get("steps").Items().SelectMany(step => step.Get("env").Keys()))));
    }

    [Fact]
    public void The_page_on_deployment_has_each_variable_of_the_workflow_and_no_other()
    {
        string workflow = File.ReadAllText(Path.Combine(Repository.Root, ".github/workflows/deploy.yml"));
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/deployment.md"));
        var rows = page.Split("\n## The pipeline\n")[1].Split("\n## ")[0].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(
            Matches(workflow, @"vars\.(\w+)").Distinct().Order(StringComparer.Ordinal),
            rows.SelectMany(row => Matches(row.Split('|')[1], @"`(\w+)`")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pull_request_runs_the_gate_once()
    {
        const string Gate = "./.github/workflows/ci.yml";
        var runs =
            from file in Files
            let workflow = YamlFile.Load(file.Data)
            where workflow.Get("on").Keys().Contains("pull_request")
            from name in workflow.Get("jobs").Keys()
            let job = workflow.Get("jobs").Get(name)
            where job.Get("uses")?.ToString() == Gate
                || job.Get("steps").Items().Any(step => step.Get("run")?.ToString() == ".ci/run")
            where job.Get("if")?.ToString() != "github.event_name != 'pull_request'"
            select $"{file.Data}: {name}";

        Assert.Equal([".github/workflows/ci.yml: gate"], runs);
    }

    private static IEnumerable<string> Matches(string text, string pattern) =>
        Regex.Matches(text, pattern).Select(match => match.Groups[1].Value);
}
