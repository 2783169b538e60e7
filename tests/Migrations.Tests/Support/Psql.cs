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
        .. Entry().Split(ErrorOf(psql, connectionString, file))
            .Where(entry => entry.StartsWith("statement: ", StringComparison.Ordinal))
            .Select(entry => entry["statement: ".Length..]),
    ];

    private static string ErrorOf(string psql, string connectionString, string file)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        using var process = Process.Start(new ProcessStartInfo(psql, ["-X", "-q", "--no-password", "-f", file])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PGHOST"] = settings.Host,
                ["PGPORT"] = $"{settings.Port}",
                ["PGUSER"] = settings.Username,
                ["PGPASSFILE"] = settings.Passfile,
                ["PGPASSWORD"] = settings.Password,
                ["PGDATABASE"] = settings.Database,
                ["PGOPTIONS"] = "-c client_min_messages=log -c log_statement=all",
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
