using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Lectern.Migrations.Tests.Support;

/// <summary>The real psql, if the machine has one.</summary>
internal static partial class Psql
{
    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                : [])
            .Select(folder => Path.Combine(folder, "psql"))
            .FirstOrDefault(File.Exists);

    /// <returns>The statements that the server logged while psql ran the file.</returns>
    public static List<string> LoggedStatements(string psql, string connectionString, string file) =>
    [
        .. Entry().Split(Run(psql, connectionString, [file], "-c client_min_messages=log -c log_statement=all"))
            .Where(entry => entry.StartsWith("statement: ", StringComparison.Ordinal))
            .Select(entry => entry["statement: ".Length..]),
    ];

    /// <returns>The standard error of psql for the files in one session.</returns>
    public static string Run(string psql, string connectionString, string[] files, string serverOptions = "")
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        string[] arguments = ["-X", "-q", "--no-password", .. files.SelectMany(file => new[] { "-f", file })];
        using var process = Process.Start(new ProcessStartInfo(psql, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PGHOST"] = settings.Host,
                ["PGPORT"] = $"{settings.Port}",
                ["PGUSER"] = settings.Username,
                ["PGPASSFILE"] = settings.Passfile,
                ["PGDATABASE"] = settings.Database,
                ["PGOPTIONS"] = serverOptions,
                ["PGCLIENTENCODING"] = "UTF8",
            },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.GetAwaiter().GetResult();
        return error;
    }

    [GeneratedRegex(@"^psql:[^\n]*?:\d+: [A-Z]+:  ", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
