using Lectern.Infra.Tests.Support;
using Xunit;

namespace Lectern.Infra.Tests.Gate;

public sealed class ShellTests
{
    [Fact]
    public async Task Shell_programs_pass_shellcheck_and_can_be_run()
    {
        var files = await ToolProcess.RunAsync("git", ["grep", "-lE", "^#!.*(/| )(ba|da)?sh$"]);
        string[] programs = files.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(".ci/run", programs);

        var run = await ToolProcess.RunAsync("shellcheck", programs);

        Assert.True(run.ExitCode == 0, run.Text);
        string[] modes = (await ToolProcess.RunAsync("git", ["ls-files", "--stage", .. programs])).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(modes, mode => Assert.StartsWith("100755 ", mode, StringComparison.Ordinal));
    }
}
