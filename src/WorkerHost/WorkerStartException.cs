namespace Lectern.WorkerHost;

/// <summary>The worker did not start. The message says why and carries the last lines of the worker's output.</summary>
public sealed class WorkerStartException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public WorkerStartException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Says why the worker did not start.</param>
    public WorkerStartException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Says why the worker did not start.</param>
    /// <param name="innerException">The cause.</param>
    public WorkerStartException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
