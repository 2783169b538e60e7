using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Lectern.Migrations.Grate;

/// <summary>One run of grate as a child process.</summary>
internal static partial class GrateProcess
{
    /// <summary>24 days. grate has no value for "no limit": with 0, a statement fails after 10 minutes.</summary>
    private const int LongestTimeoutSeconds = 24 * 24 * 60 * 60;

    /// <summary>Starts grate and waits for its end.</summary>
    /// <param name="command">The command line that starts grate.</param>
    /// <param name="options">The options; their folder is that of the stage.</param>
    /// <param name="connectionString">An Npgsql connection string of the owner's role.</param>
    /// <param name="isTransaction">Does grate run all scripts in one transaction?</param>
    /// <param name="cancellationToken">Kills grate.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        GrateCommand command,
        MigrationOptions options,
        string connectionString,
        bool isTransaction,
        CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = GrateSession.ApplicationName,
        };
        string? password = settings.Password;
        settings.Password = null;
        var start = GrateWatchdog.Wrap(
            command.FileName, command.Arguments.Concat(Arguments(options, settings, isTransaction)));
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        if (password is not null)
        {
            // Npgsql in grate reads it there. On the command line, every user could read it.
            start.Environment["PGPASSWORD"] = password;
        }

        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Tell(options, line.Data);
        process.ErrorDataReceived += (_, line) => Tell(options, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var registration = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        process.WaitForExit();
        return process.ExitCode;
    }

    private static IEnumerable<string> Arguments(
        MigrationOptions options, NpgsqlConnectionStringBuilder settings, bool isTransaction) =>
    [
        "--databasetype=postgresql",
        $"--connectionstring={settings.ConnectionString}",
        $"--sqlfilesdirectory={options.ScriptsFolder}",
        $"--version={options.EffectiveVersion}",
        "--createdatabase=false",
        "--noninteractive",
        $"--commandtimeout={TimeoutSeconds(options)}",
        $"--admincommandtimeout={TimeoutSeconds(options)}",
        .. isTransaction ? ["--transaction"] : Array.Empty<string>(),
        .. options.RepositoryPath.Length == 0 ? Array.Empty<string>() : [$"--repositorypath={options.RepositoryPath}"],
        .. options.Environments.Select(environment => $"--env={environment}"),
        .. options.Tokens.Select(token => $"--ut={token.Key}={token.Value}"),
    ];

    private static int TimeoutSeconds(MigrationOptions options) => options.StatementTimeout == TimeSpan.Zero
        ? LongestTimeoutSeconds
        : (int)Math.Ceiling(options.StatementTimeout.TotalSeconds);

    private static void Tell(MigrationOptions options, string? line)
    {
        // grate colours its lines even if nobody reads them on a terminal.
        string text = AnsiCode().Replace(line ?? "", "");
        if (!string.IsNullOrWhiteSpace(text))
        {
            options.Progress?.Invoke(new GrateLine(text));
        }
    }

    [GeneratedRegex(@"\x1B\[[0-9;]*[A-Za-z]")]
    private static partial Regex AnsiCode();
}
