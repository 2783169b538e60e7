using Lectern.Infra.Tests.Support;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>The deployment hooks, started as azure.yaml starts them.</summary>
internal static class HookProcess
{
    /// <summary>Tests of hooks share one collection, because the compiler writes each program to one folder.</summary>
    public const string Collection = "hooks";

    public static Task<ToolRun> RunAsync(string name, Dictionary<string, string> environment) =>
        ToolProcess.RunAsync("dotnet", ["run", "--file", $"infra/hooks/{name}.cs"], environment);

    /// <summary>Asserts that the exit code is 0, and shows the output if it is not.</summary>
    public static void Succeeded(ToolRun run) => Assert.True(run.ExitCode == 0, run.Text);
}
