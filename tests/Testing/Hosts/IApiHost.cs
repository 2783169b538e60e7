using Microsoft.Extensions.Logging;

namespace Lectern.Testing.Hosts;

/// <summary>A running API on one of its two hosts. Disposing it ends the requests in flight.</summary>
public interface IApiHost : IAsyncDisposable
{
    /// <summary>The address that it serves, without the route prefix.</summary>
    Uri Address { get; }

    /// <summary>Sends all further log messages to this provider too.</summary>
    void AddLog(ILoggerProvider log);
}
