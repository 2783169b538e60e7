using System.Text;

namespace Lectern.Migrations.Grate;

/// <summary>
/// A file with grate's arguments that only this user can read. On the command line, every process could read the
/// password. Disposing deletes the file.
/// </summary>
internal sealed class GrateResponseFile : IDisposable
{
    private GrateResponseFile(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="MigrationException">
    /// A value contains a quote or a line break, which the format does not support.
    /// </exception>
    public static GrateResponseFile Write(MigrationOptions options, string connectionString)
    {
        // Before the file is created, so that a refused value leaves no file.
        var lines = Arguments(options, connectionString).Select(argument => argument.IndexOfAny(['"', '\n', '\r']) < 0
            ? $"\"{argument}\""
            : throw new MigrationException("A value for grate holds a quote or a line break.")).ToList();
        var file = new GrateResponseFile(System.IO.Path.Combine(
            System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + ".rsp"));
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(
            file.Path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), settings);
        foreach (string line in lines)
        {
            writer.WriteLine(line);
        }

        return file;
    }

    public void Dispose() => File.Delete(Path);

    private static IEnumerable<string> Arguments(MigrationOptions options, string connectionString) =>
    [
        "--databasetype=postgresql",
        $"--connectionstring={connectionString}",
        $"--sqlfilesdirectory={options.ScriptsFolder}",
        $"--version={options.EffectiveVersion}",
        "--createdatabase=false",
        "--noninteractive",
        .. options.RepositoryPath.Length == 0 ? Array.Empty<string>() : [$"--repositorypath={options.RepositoryPath}"],
        .. options.Environments.Select(environment => $"--env={environment}"),
        .. options.Tokens.Select(token => $"--ut={token.Key}={token.Value}"),
    ];
}
