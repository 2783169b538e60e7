using System.Diagnostics;
using Lectern.Testing;
using Lectern.Testing.Pages;
using Markdig;
using Markdig.Syntax;
using Xunit;

namespace Lectern.Docs.Tests.Following;

/// <summary>
/// Follows a page from top to bottom, in one shell and a folder of its own. Blocks that name a file are written in
/// their place. <c>sh</c> blocks must succeed; <c>console</c> blocks must print what they show.
/// </summary>
internal sealed class FollowedPage : IDisposable
{
    private static readonly string Lectern = $$"""
        lectern() { dotnet '{{Repository.Root}}/src/Cli/bin/{{Repository.Configuration}}/net10.0/lectern.dll' "$@"; }
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lectern-page-");
    private readonly Dictionary<string, string> _environment;
    private readonly string _markdown;

    /// <param name="path">The page, from the root of the checkout.</param>
    /// <param name="environment">Variables of the commands. Without one, DATABASE_URL is not set.</param>
    /// <param name="section">The heading of the only section that is followed; null for the whole page.</param>
    public FollowedPage(string path, Dictionary<string, string>? environment = null, string? section = null)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, path));
        _markdown = section is null
            ? page
            : page.Split("\n## ").Single(text => text.StartsWith($"{section}\n", StringComparison.Ordinal));
        _environment = environment ?? [];
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The folder in which the commands run.</summary>
    public string Folder => Of("work");

    /// <summary>What the page says and is different here, such as the port of the API.</summary>
    public Dictionary<string, string> Replaced { get; } = [];

    /// <summary>Runs all blocks, and compares outputs with those that the page shows.</summary>
    public async Task FollowAsync()
    {
        var steps = Steps().ToList();
        Assert.NotEmpty(steps);
        string script = string.Join('\n', steps.Select((step, place) => $$"""
            {{(step.Output is null ? "set -e" : "set +e")}}
            { {{Actual(step.Text)}}
            } > '{{Of($"{place}.out")}}' 2>&1 < /dev/null
            """));
        var run = await RunAsync($"set -uo pipefail\n{script}\n");
        foreach (var (step, place) in steps.Select((step, place) => (step, place)))
        {
            string output = File.Exists(Of($"{place}.out"))
                ? await File.ReadAllTextAsync(Of($"{place}.out"), TestContext.Current.CancellationToken)
                : "";
            if (step.Output is { } shown)
            {
                PageOutput.AssertShown(shown, Written(output));
            }
            else
            {
                bool isLast = !File.Exists(Of($"{place + 1}.out"));
                Assert.True(!isLast || run.ExitCode == 0, $"{step.Text}\n{output}\n{run.Error}");
            }
        }
    }

    /// <summary>Runs a script in the folder.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"{Lectern}\n{script}"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DATABASE_URL");
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        using var stop = token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string Of(string path) => Path.Combine(_root.FullName, path);

    private string Actual(string text) => Replaced.Aggregate(
        text, (replaced, pair) => replaced.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    private string Written(string output) => Replaced.Aggregate(
        output, (replaced, pair) => replaced.Replace(pair.Value, pair.Key, StringComparison.Ordinal));

    private IEnumerable<PageCommand> Steps()
    {
        foreach (var block in Markdown.Parse(_markdown).Descendants<FencedCodeBlock>())
        {
            string text = $"{block.Lines}\n";
            if (block.Info is "sh" or "console")
            {
                foreach (var command in PageCommand.Of($"```{block.Info} {block.Arguments}".Trim() + $"\n{text}```"))
                {
                    yield return command;
                }
            }
            // A file of the reader; a file of the checkout is only quoted.
            else if (block.Arguments is { } file && !Quotation.IsQuoted(file))
            {
                string copy = Of($"{Guid.NewGuid():N}");
                File.WriteAllText(copy, Actual(text));
                yield return new($"mkdir -p \"$(dirname {file})\" && cp {copy} {file}", Output: null);
            }
        }
    }
}
