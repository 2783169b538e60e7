using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lectern.Functions.Http;

/// <summary>The limits of Kestrel, the same on both hosts, so that both accept the same requests.</summary>
public static class LecternServerLimits
{
    /// <summary>
    /// The most headers of a request. A gateway, App Service authentication and the Functions host each add their own
    /// to those of the caller, and the worker's refusal would reach the caller as an empty 500 after 15 s.
    /// </summary>
    public const int MaxHeaders = 200;

    /// <summary>The most bytes of a request's headers together: 64 KiB.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    /// <summary>Sets the limits.</summary>
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        // BodyLimit refuses larger bodies. Kestrel's own refusal cuts the connection, an empty 500 behind a proxy.
        kestrel.Limits.MaxRequestBodySize = null;
    }
}
