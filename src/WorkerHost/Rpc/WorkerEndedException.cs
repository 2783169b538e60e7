namespace Lectern.WorkerHost.Rpc;

/// <summary>The worker ended before it answered.</summary>
internal sealed class WorkerEndedException(string message) : Exception(message);
