using Lectern.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Testing.Hosts;

/// <summary>The API on Kestrel in this process, as LocalHost serves it.</summary>
public sealed class KestrelApi : IApiHost
{
    private KestrelApi(WebApplication app) => App = app;

    /// <summary>The services and routes of the running application.</summary>
    public WebApplication App { get; }

    public Uri Address => new(App.Urls.Single());

    public static async Task<KestrelApi> StartAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var app = LocalApplication.Build(settings, port: 0);
        try
        {
            await app.StartAsync(cancellationToken);
            return new(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public void AddLog(ILoggerProvider log) => App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
