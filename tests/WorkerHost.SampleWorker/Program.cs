using Lectern.WorkerHost.SampleWorker;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The tests choose how the program starts.
if (await StartMode.RunAsync() is { } exitCode)
{
    return exitCode;
}

if (StartMode.IsPlain)
{
    await new HostBuilder().ConfigureFunctionsWorkerDefaults().Build().RunAsync();
    return 0;
}

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
await builder.Build().RunAsync();
return 0;
