using Lectern.LocalPostgres;
using Xunit;

namespace Lectern.Testing.Pages;

/// <summary>
/// The shell of a reader who follows a page. It knows <c>lectern</c> and <c>psql</c>, and its folder has a copy of the
/// scripts in <c>db/</c>.
/// </summary>
public sealed class ReaderShell : IDisposable
{
    private static readonly string Tool =
        Path.Combine(Repository.Root, "src", "Cli", "bin", Repository.Configuration, "net10.0", "lectern.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("lectern-reader-").FullName;
    private readonly string _psqlFolder = Path.GetDirectoryName(DebianProgram.Find("psql"))!;

    /// <summary>Runs the commands in one shell, one after another. Those without a shown output must succeed.</summary>
    /// <param name="commands">The commands of a page.</param>
    /// <param name="password">The password of all roles. The shell types it at each prompt.</param>
    /// <param name="cancellationToken">Stops the shell.</param>
    /// <returns>What each of them wrote to standard output and standard error.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(
        IReadOnlyList<PageCommand> commands, string password, CancellationToken cancellationToken)
    {
        string[] answers = [.. Enumerable.Repeat(password, 10)];
        await File.WriteAllLinesAsync(Path.Combine(_folder, "answers"), answers, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "page.sh"), Script(commands), cancellationToken);

        // Without a terminal, psql reads a password from standard input.
        var (exitCode, _, error) = await Shell.TryRunAsync(
            new("setsid", ["--wait", "bash", Path.Combine(_folder, "page.sh")])
            {
                Environment =
                {
                    ["PATH"] = $"{_psqlFolder}:{Environment.GetEnvironmentVariable("PATH")}",
                    ["PGPASSWORD"] = password,
                    ["DATABASE_URL"] = null,
                },
            },
            cancellationToken);

        string[] outputs =
            [.. commands.Select((_, index) => OutputOf(index)).Where(File.Exists).Select(File.ReadAllText)];
        Assert.True(exitCode == 0, $"{commands[outputs.Length - 1].Text}\n{outputs[^1]}\n{error}");
        return outputs;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Script(IEnumerable<PageCommand> commands) =>
        $$"""
        exec < '{{_folder}}/answers'
        function lectern { dotnet '{{Tool}}' "$@"; }
        mkdir '{{_folder}}/work'
        cd '{{_folder}}/work'
        cp -r '{{Repository.Root}}/db' .

        """ + string.Join('\n', commands.Select((command, index) =>
            $$"""
            set {{(command.Output is null ? '-' : '+')}}e
            {
            {{command.Text}}
            } > '{{OutputOf(index)}}' 2>&1
            """)) + "\nexit 0\n";

    private string OutputOf(int index) => Path.Combine(_folder, $"output.{index}");
}
