using System.Diagnostics;

namespace Lectern.Functions.Telemetry;

/// <summary>Keeps PostgreSQL's messages, which quote values, out of the exceptions that spans record.</summary>
internal sealed class ExceptionRedaction : IHostedService, IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == "Npgsql",
        ExceptionRecorder = Redact,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    // Attributes set here are not overwritten by the recorder.
    private static void Redact(Activity activity, Exception exception, ref TagList tags)
    {
        if (exception is PostgresException refused)
        {
            tags.Add("exception.message", ServerRefusal.Describe(refused));
            tags.Add("exception.stacktrace", refused.StackTrace);
        }
    }
}
