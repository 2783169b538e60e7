using System.Net;
using Lectern.WorkerHost.Logging;
using Lectern.WorkerHost.Processes;
using Lectern.WorkerHost.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost;

/// <summary>
/// The two web servers of a host. They read no configuration and no environment variables, so that several hosts fit
/// into one process.
/// </summary>
internal static class WebServers
{
    private const int MaxHeaderBytes = 1024 * 1024;

    /// <summary>The server for the worker's gRPC connection: HTTP/2 without TLS on a free loopback port.</summary>
    public static WebApplication CreateRpc(WorkerHostOptions options, WorkerChannels channels)
    {
        var builder = CreateBuilder(options, TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = WorkerCommand.MaxMessageLengthBytes;
            grpc.MaxSendMessageSize = WorkerCommand.MaxMessageLengthBytes;
        });
        builder.Services.AddSingleton(channels);
        var app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        return app;
    }

    /// <summary>The server for the callers.</summary>
    public static WebApplication CreateFront(WorkerHostOptions options)
    {
        var builder = CreateBuilder(options, options.DrainTimeout);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The worker decides what is too much.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestHeaderCount = int.MaxValue;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            if (options.Address is { } address)
            {
                kestrel.Listen(address, options.Port);
            }
            else
            {
                kestrel.ListenLocalhost(options.Port);
            }
        });
        builder.Services.AddRouting();
        builder.Services.AddHttpForwarder();
        return builder.Build();
    }

    /// <summary>The address that a started server listens on.</summary>
    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
            .Addresses.First());

    private static WebApplicationBuilder CreateBuilder(WorkerHostOptions options, TimeSpan shutdownTimeout)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Logging.AddProvider(new ForwardingLoggerProvider(options.LoggerFactory))
            .SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, NoSignalsLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = shutdownTimeout);
        return builder;
    }
}
