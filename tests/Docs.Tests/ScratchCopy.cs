using System.Diagnostics;
using Lectern.Docs.Tests.Following;
using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests;

/// <summary>A copy of the checkout, a Git repository of its own, in which a page can be followed.</summary>
internal sealed class ScratchCopy : IDisposable
{
    /// <summary>
    /// What the .NET command line and the test runner set for the programs that they start. In the copy it would name
    /// folders of this checkout.
    /// </summary>
    private static readonly string[] OfTheRunner = ["MSBUILD", "VSTEST_", "TESTINGPLATFORM_", "DOTNET_CLI_"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lectern-page-");

    private ScratchCopy()
    {
    }

    /// <summary>Copies what Git knows, with the changes that are not committed yet.</summary>
    public static async Task<ScratchCopy> CreateAsync()
    {
        var copy = new ScratchCopy();
        await RunAsync(Repository.Root, $"""
            git ls-files -z --cached --others --exclude-standard | xargs -0 ls -d 2> /dev/null \
                | tar --create --files-from - | tar --extract --directory '{copy._root.FullName}'
            """);
        await copy.RunAsync("""
            git init --quiet
            git add --all
            git -c user.name=Test -c user.email=test@example.org commit --quiet --message 'A copy'
            """);
        return copy;
    }

    /// <summary>Does what the page says: writes and changes files and runs commands, from top to bottom.</summary>
    public async Task FollowAsync(IEnumerable<Block> page)
    {
        foreach (var block in page)
        {
            if (block.IsCommands)
            {
                await RunAsync(block.Text);
            }
            else
            {
                string file = Path.Combine(_root.FullName, block.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                string text = block.IsChange ? Change.Apply(block, await ReadAsync(block.Path)) : block.Text;
                await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>The text of a file of the copy.</summary>
    public Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(Path.Combine(_root.FullName, path), TestContext.Current.CancellationToken);

    /// <summary>Runs commands as a shell does, and stops at the first that fails.</summary>
    public Task<string> RunAsync(string commands) => RunAsync(_root.FullName, commands);

    public void Dispose() => _root.Delete(recursive: true);

    private static async Task<string> RunAsync(string folder, string commands)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(
            name => OfTheRunner.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        // A build server that outlives the test would keep files of the copy open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        using var stop = token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.True(process.ExitCode == 0, $"{commands}\n{await output}\n{await error}");
        return await output;
    }
}
