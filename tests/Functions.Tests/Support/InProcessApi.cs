using Lectern.Testing;
using Lectern.Testing.Hosts;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>
/// Always on Kestrel in this process: for what can only be seen from inside, such as meters, memory and services.
/// </summary>
public class InProcessApi(TestServer server) : SchoolApi(server)
{
    /// <summary>The services and routes of the running application.</summary>
    public WebApplication App => ((KestrelApi)Host).App;

    /// <inheritdoc/>
    protected override async Task<IApiHost> StartHostAsync(IReadOnlyDictionary<string, string?> settings) =>
        await KestrelApi.StartAsync(settings, TestContext.Current.CancellationToken);
}
