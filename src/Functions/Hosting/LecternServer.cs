using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lectern.Functions.Hosting;

/// <summary>Kestrel's options, the same on both hosts, so that both accept the same requests.</summary>
public static class LecternServer
{
    /// <summary>The most headers that a caller may send.</summary>
    public const int MaxHeaders = 200;

    /// <summary>The most bytes of a caller's headers together: 64 KiB.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    // A gateway, App Service authentication and the Functions host add their own. The worker's refusal of those would
    // reach the caller as an empty 500 after 15 s.
    private const int MaxHeadersAdded = 50;
    private const int MaxHeaderBytesAdded = 32 * 1024;

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaders + MaxHeadersAdded;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes + MaxHeaderBytesAdded;
        // BodyLimit refuses larger bodies. Kestrel's own refusal cuts the connection, an empty 500 behind a proxy.
        kestrel.Limits.MaxRequestBodySize = null;
    }
}
