using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.WorkerHost;

/// <summary>The options of a host: the worker's program, the address to listen on, and the timeouts.</summary>
public sealed record WorkerHostOptions
{
    /// <summary>
    /// The output folder of a built or published worker. It holds <c>worker.config.json</c>, the program and, usually,
    /// <c>host.json</c>.
    /// </summary>
    public required string WorkerFolder { get; init; }

    /// <summary>
    /// Environment variables of the worker. They are added to those of this process; null removes a variable.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// The address to listen on. Null means localhost on IPv4 and IPv6; this needs a fixed <see cref="Port"/>.
    /// </summary>
    public IPAddress? Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on; 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>Adds middleware of the front server, through which the requests of callers go first.</summary>
    public Action<IApplicationBuilder>? AddFirst { get; init; }

    /// <summary>
    /// Receives the messages of this host, the worker's log messages under their own categories, and the lines of the
    /// worker's standard output and error.
    /// </summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The longest time from the start of the process until all functions are loaded.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest time that <see cref="FunctionsHost.StopAsync"/> waits for requests in flight.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between the request to end and the kill of the worker process.</summary>
    public TimeSpan TerminateTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest time that a request waits for the worker to start again, before it is answered with 503.
    /// </summary>
    public TimeSpan WorkerWaitTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The number of crashes in a row after which the worker is not started again.</summary>
    public int CrashLimit { get; init; } = 3;

    /// <summary>A worker that has run for this long is healthy: its end starts a new row of crashes.</summary>
    public TimeSpan CrashWindow { get; init; } = TimeSpan.FromSeconds(10);
}
