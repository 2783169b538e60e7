using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>The source of PostgreSQL's programs: a folder of this machine, or a container image.</summary>
internal interface IServerPrograms
{
    /// <summary>The text shown at start, for example <c>PostgreSQL 18 (/usr/lib/postgresql/18/bin)</c>.</summary>
    string Description { get; }

    /// <summary>
    /// Creates the cluster if it is missing, with a superuser <c>postgres</c> and this password. Stops a server that an
    /// earlier, killed run has left.
    /// </summary>
    Task PrepareAsync(string dataFolder, string password, CancellationToken cancellationToken);

    /// <summary>The server itself, in the foreground, reachable at 127.0.0.1 only.</summary>
    ProcessStartInfo Server(string dataFolder, int port, IReadOnlyList<string> settings);

    /// <summary>Whether the log of a server that did not start says that another program has its port.</summary>
    bool SaysPortIsTaken(string log);

    /// <summary>Stops a server of this data folder that is not a child of this process any more.</summary>
    Task StopLeftOverAsync(string dataFolder, CancellationToken cancellationToken);
}
