using System.Data.Common;
using System.Text;

namespace Lectern.Migrations.Grate;

/// <summary>
/// A file with grate's arguments that only this user can read. On the command line, every process could read the
/// password. Disposing deletes the file.
/// </summary>
internal sealed class GrateResponseFile : IDisposable
{
    /// <summary>A day. grate's default of 60 s is too short to build an index or to fill a column.</summary>
    private const int StatementTimeoutSeconds = 24 * 60 * 60;

    private GrateResponseFile(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="MigrationException">
    /// A value contains a quote or a line break, which the format does not support.
    /// </exception>
    public static GrateResponseFile Write(MigrationOptions options, string connectionString, bool isTransaction)
    {
        // Before the file is created, so that a refused value leaves no file.
        string[] lines = [.. Arguments(options, connectionString, isTransaction).Select(Quoted)];
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

    private static string Quoted(string argument) => argument.IndexOfAny(['"', '\n', '\r']) < 0
        ? $"\"{argument}\""
        : throw new MigrationException(
            "A value for grate, such as the password, contains a double quote or a line break, "
            + "which grate's response file does not support.");

    // Npgsql writes a password with a blank or a semicolon in double quotes, which the file's format does not support.
    private static string SingleQuoted(string connectionString)
    {
        var settings = new DbConnectionStringBuilder
        {
            ConnectionString = connectionString,
            ["Application Name"] = GrateSession.ApplicationName,
        };
        return string.Join(';', settings.Keys.Cast<string>().Select(key =>
            $"{key}='{settings[key].ToString()!.Replace("'", "''", StringComparison.Ordinal)}'"));
    }

    private static IEnumerable<string> Arguments(
        MigrationOptions options, string connectionString, bool isTransaction) =>
    [
        "--databasetype=postgresql",
        $"--connectionstring={SingleQuoted(connectionString)}",
        $"--sqlfilesdirectory={options.ScriptsFolder}",
        $"--version={options.EffectiveVersion}",
        "--createdatabase=false",
        "--noninteractive",
        $"--commandtimeout={StatementTimeoutSeconds}",
        .. isTransaction ? ["--transaction"] : Array.Empty<string>(),
        .. options.RepositoryPath.Length == 0 ? Array.Empty<string>() : [$"--repositorypath={options.RepositoryPath}"],
        .. options.Environments.Select(environment => $"--env={environment}"),
        .. options.Tokens.Select(token => $"--ut={token.Key}={token.Value}"),
    ];
}
