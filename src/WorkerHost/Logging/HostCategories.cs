namespace Lectern.WorkerHost.Logging;

/// <summary>The log categories of this host. The worker's messages keep their own.</summary>
internal static class HostCategories
{
    /// <summary>Starts, ends and restarts of the worker.</summary>
    public const string Worker = "WorkerHost.Worker";

    /// <summary>Failures of invocations.</summary>
    public const string Invocation = "WorkerHost.Invocation";

    /// <summary>The lines of the worker's standard output and error.</summary>
    public const string Output = "WorkerHost.Output";
}
