namespace Lectern.Faults.Tests.Schools;

/// <summary>What is between the instances and their data.</summary>
internal enum Topology
{
    /// <summary>A server, and a network that can fail.</summary>
    Direct,

    /// <summary>PgBouncer in transaction mode, and a server.</summary>
    Pooled,

    /// <summary>A primary that waits for its standby at each commit.</summary>
    Replicated,

    /// <summary>A server on a disk that is nearly full.</summary>
    SmallDisk,

    /// <summary>A server, and instances whose clock a test can set.</summary>
    FalseClock,
}
