using Microsoft.Extensions.Logging;

namespace Lectern.Testing.Hosts;

/// <summary>A running API on one of its two hosts. Disposing it cuts what is in flight.</summary>
public interface IApiHost : IAsyncDisposable
{
    /// <summary>The address that it serves, without the route prefix.</summary>
    Uri Address { get; }

    /// <summary>Gives everything that is logged from now on to this provider too.</summary>
    void AddLog(ILoggerProvider log);
}
