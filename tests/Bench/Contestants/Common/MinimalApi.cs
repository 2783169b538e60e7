using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Bench.Contestants.Common;

/// <summary>What the contestants with a minimal API have in common.</summary>
internal static class MinimalApi
{
    /// <summary>A builder that logs nothing, listens on this machine, and writes JSON as Lectern does.</summary>
    public static WebApplicationBuilder Builder(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, RowsJson.Default);
            json.SerializerOptions.Converters.Add(new UtcTimeConverter());
        });
        return builder;
    }
}
