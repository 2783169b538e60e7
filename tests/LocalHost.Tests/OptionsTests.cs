using Xunit;

namespace Lectern.LocalHost.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("--demo and --no-demo", "--demo", "--no-demo")]
    [InlineData("--quiet and --sql", "--quiet", "--sql")]
    [InlineData("--worker and --sql", "--worker", "--sql")]
    public async Task Options_that_contradict_each_other_are_refused(string named, params string[] options)
    {
        var (exitCode, _, error) = await LocalHostProcess.RunAsync([], options);

        Assert.Equal(2, exitCode);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }
}
