using Lectern.Migrations;
using Lectern.Testing;
using Lectern.Testing.Hosts;

namespace Lectern.Browser.Tests;

/// <summary>The API as LocalHost serves it, with its demo data, on the host that LECTERN_HOST chooses.</summary>
public sealed class DemoSchool(TestServer server) : IAsyncLifetime
{
    private TestDatabase? _database;
    private IApiHost? _host;

    /// <summary>A client whose base address is that of the pages.</summary>
    public HttpClient Client { get; } = new();

    public Uri Status => new(Client.BaseAddress!, "status");

    public Uri Reference => new(Client.BaseAddress!, "docs");

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateEmptyDatabaseAsync();
        new MigrationJob(new()
        {
            ScriptsFolder = Path.Combine(AppContext.BaseDirectory, "db"),
            Environments = ["LOCAL"],
            Version = "1.2.3",
        }).Run(_database.OwnerConnectionString);
        _host = await ApiHosts.StartAsync(
            new Dictionary<string, string?>
            {
                ["AUTHENTICATION"] = "development",
                ["DATABASE_URL"] = _database.ApplicationConnectionString,
            },
            TestContext.Current.CancellationToken);
        Client.BaseAddress = new(_host.Address, "api/");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
