using System.Collections.Concurrent;
using Lectern.Infra.Tests.Support;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>
/// The deployment hooks. The first run of each is started as azure.yaml starts it, and builds it. Later runs do not
/// build it again.
/// </summary>
internal static class HookProcess
{
    private static readonly ConcurrentDictionary<string, bool> Built = new();

    // Hooks refer to the same projects, so two must not build at once.
    private static readonly SemaphoreSlim Builder = new(1);

    public static async Task<ToolRun> RunAsync(string name, Dictionary<string, string> environment)
    {
        if (!Built.ContainsKey(name))
        {
            await Builder.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                if (!Built.ContainsKey(name))
                {
                    return await FirstRunAsync(name, environment);
                }
            }
            finally
            {
                Builder.Release();
            }
        }

        return await RunAsync(name, environment, "--no-build");
    }

    /// <summary>Asserts that the exit code is 0, and shows the output if it is not.</summary>
    public static void Succeeded(ToolRun run) => Assert.True(run.ExitCode == 0, run.Text);

    private static async Task<ToolRun> FirstRunAsync(string name, Dictionary<string, string> environment)
    {
        var run = await RunAsync(name, environment, []);
        // One that was not built has not said its title, and its next test builds it again: no old build is tested.
        if (run.Output.Contains($"== {name}: ", StringComparison.Ordinal))
        {
            Built[name] = true;
        }

        return run;
    }

    private static Task<ToolRun> RunAsync(
        string name, Dictionary<string, string> environment, params string[] options) =>
        ToolProcess.RunAsync("dotnet", ["run", .. options, "--file", $"infra/hooks/{name}.cs"], environment);
}
