using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lectern.Functions.Hosting;

/// <summary>Kestrel's options. Both hosts use them, so that both accept the same requests.</summary>
public static class LecternServer
{
    public const int MaxHeaders = 200;
    /// <summary>All headers of a request together: 64 KiB.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    // Room for the headers of a gateway, of App Service authentication and of the Functions host. If the worker refused
    // those, the caller would get an empty 500 after 15 s.
    private const int MaxHeadersAdded = 50;
    private const int MaxHeaderBytesAdded = 32 * 1024;

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaders + MaxHeadersAdded;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes + MaxHeaderBytesAdded;
        // BodyLimit refuses larger bodies. Kestrel would cut the connection: an empty 500 behind a proxy.
        kestrel.Limits.MaxRequestBodySize = null;
    }
}
