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
    private static readonly string[] TopLevel = ["name", "run-name", "on", "permissions", "concurrency", "env", "jobs"];

    private static readonly string[] OfJobs =
    [
        "name", "needs", "if", "uses", "with", "runs-on", "environment", "concurrency", "permissions", "strategy",
        "env", "timeout-minutes", "outputs", "steps",
    ];

    private static readonly string[] OfSteps = ["name", "id", "if", "uses", "with", "run", "env", "working-directory"];

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
    public void Only_known_keys_jobs_and_actions_are_named(string file)
    {
        var workflow = YamlFile.Load(file);
        Assert.Empty(workflow.Keys().Except(TopLevel));
        var jobs = workflow.Get("jobs");
        foreach (string name in jobs.Keys())
        {
            var job = jobs.Get(name);
            Assert.Empty(job.Keys().Except(OfJobs));
            Assert.Empty(job.Get("needs").Items().Select(needed => needed.ToString()).Except(jobs.Keys()));
            Assert.True(
                job.Get("timeout-minutes") is not null || job.Get("uses") is not null, $"{name} may run for hours");
            foreach (var step in job.Get("steps").Items())
            {
                Assert.Empty(step.Keys().Except(OfSteps));
                Assert.True(step.Get("uses") is null != step.Get("run") is null, $"{name}: {step}");
                Assert.Contains(step.Get("uses")?.ToString() ?? Actions[0], Actions);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_referred_to_is_there(string file)
    {
        var jobs = YamlFile.Load(file).Get("jobs");
        foreach (string name in jobs.Keys())
        {
            var job = jobs.Get(name)!;
            string said = string.Join('\n', job.AllNodes.OfType<YamlScalarNode>().Select(scalar => scalar.Value));
            Assert.All(
                Matches(said, @"(?<![\w/$}])(?:\./)?((?:infra|src|tests|docs|db|\.ci|\.github)/[\w./-]*\w)"),
                path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{file}: {path}"));
            Assert.Empty(Matches(said, @"\bsteps\.([\w-]+)\.")
                .Except(job.Get("steps").Items().Select(step => step.Get("id")?.ToString() ?? "")));
            Assert.Empty(Matches(said, @"\bneeds\.([\w-]+)\.")
                .Except(job.Get("needs").Items().Select(needed => needed.ToString())));
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
