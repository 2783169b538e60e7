using Lectern.Functions.Hosting;
using Lectern.Worker;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<RequestPipeline>();
builder.Services.AddLectern(builder.Configuration);
builder.Services.AddAzureMonitor(builder.Configuration);
builder.Services.Configure<KestrelServerOptions>(LecternServer.Configure);

await builder.Build().RunAsync();
