using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Logging;

/// <summary>Gives the web server's warnings to the logger factory of the options, which others own.</summary>
internal sealed class ForwardingLoggerProvider(ILoggerFactory loggers) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

    public void Dispose()
    {
        // The factory belongs to the caller.
    }
}
