using System.IO.Pipelines;
using Lectern.Functions.Admission;
using Lectern.Functions.Telemetry;

namespace Lectern.Functions.Http.Streams;

/// <summary>Writes a stream to a client, and drops a client that does not read.</summary>
public sealed partial class ClientWriter(AdmissionSettings settings, ILogger<ClientWriter> logger)
{
    /// <summary>Runs a stream; a client that accepts nothing for too long is cut.</summary>
    /// <param name="context">The request of the client.</param>
    /// <param name="name">What the stream is, for the log.</param>
    /// <param name="write">Writes the stream with <see cref="FlushAsync"/>.</param>
    public async Task RunAsync(HttpContext context, string name, Func<PipeWriter, Task> write)
    {
        try
        {
            await write(context.Response.BodyWriter);
        }
        catch (StalledClientException)
        {
            ServingMeter.Dropped.Add(1);
            Dropped(logger, name);
            context.Abort();
        }
    }

    /// <exception cref="StalledClientException">The client does not accept what is sent.</exception>
    public async Task FlushAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(settings.Write);
        try
        {
            await output.FlushAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StalledClientException();
        }

        // Kestrel ends the connection when a flush is cancelled, but throws nothing here.
        if (deadline.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StalledClientException();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Stream}: a client that reads nothing is dropped")]
    private static partial void Dropped(ILogger logger, string stream);

    private sealed class StalledClientException : Exception;
}
