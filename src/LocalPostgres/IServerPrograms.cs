using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>Where PostgreSQL's programs come from: a folder of this machine, or a container image.</summary>
internal interface IServerPrograms
{
    /// <summary>What a person reads at start, for example <c>PostgreSQL 18 (/usr/lib/postgresql/18/bin)</c>.</summary>
    string Description { get; }

    /// <summary>
    /// Makes the cluster where it is missing, its superuser <c>postgres</c> with this password; stops a server that an
    /// earlier, killed run left behind.
    /// </summary>
    Task PrepareAsync(string dataFolder, string password, CancellationToken cancellationToken);

    /// <summary>The server itself, in the foreground, reachable at 127.0.0.1 only.</summary>
    ProcessStartInfo Server(string dataFolder, int port, IReadOnlyList<string> settings);
}
