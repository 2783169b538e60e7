using Lectern.Database;

namespace Lectern.Cli.Doctor;

/// <summary>Which PostgreSQL version is it, and is there a pooler in front of it?</summary>
internal static class ServerStep
{
    /// <summary>The oldest major version that <c>db/</c> supports; it uses normalize(), new in 13.</summary>
    private const int OldestMajorVersion = 13;

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        int processId = await examined.QueryRowAsync(Pooler.Question, row => row.GetInt32(0), cancellationToken);
        string version = await examined.QueryRowAsync(
            "select current_setting('server_version')", row => row.GetString(0), cancellationToken);
        examined.IsPooler = Pooler.Answers(examined.Connection, processId);
        string server = $"PostgreSQL {version}{(examined.IsPooler ? " behind a pooler" : "")}";
        if (examined.IsPooler && !examined.Url.IsPooled)
        {
            return Finding.Fault(
                $"{server}, and the URL does not say so.",
                "Add pgbouncer=true to the application's URL, and give migrations the server's own address.");
        }

        if (examined.Connection.PostgreSqlVersion.Major < OldestMajorVersion)
        {
            return Finding.Fault(
                $"{server} is older than the schema needs.", $"Use PostgreSQL {OldestMajorVersion} or newer.");
        }

        return examined.Url.IsPooled && !examined.IsPooler
            ? Finding.Warning(
                $"{server}, though the URL says pgbouncer=true.",
                "Remove pgbouncer=true from the URL, so that statements are prepared.")
            : Finding.Ok($"{server}.");
    }
}
