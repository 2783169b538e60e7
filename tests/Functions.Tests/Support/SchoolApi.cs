using Lectern.Functions.Tests.Contract;
using Lectern.LocalHost;
using Lectern.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>The shipped application on real HTTP, with a database of its own; one for each test class.</summary>
public class SchoolApi(TestServer server) : IAsyncLifetime
{
    private TestDatabase? _database;
    private WebApplication? _app;

    /// <summary>A client whose base address is the route prefix, so that paths are as in the contract.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The database, for what the API does not show.</summary>
    public TestDatabase Database => _database!;

    /// <summary>The services and routes of the running application.</summary>
    public WebApplication App => _app!;

    /// <summary>The server that the database is on.</summary>
    public TestServer Server => server;

    /// <summary>What is added to the connection string.</summary>
    protected virtual string Tuning => "";

    /// <summary>What the application is told beside DATABASE_URL.</summary>
    protected virtual Dictionary<string, string?> Settings => new() { ["AUTHENTICATION"] = "development" };

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        var settings = Settings;
        settings["DATABASE_URL"] =
            settings.GetValueOrDefault("DATABASE_URL") ?? _database.ApplicationConnectionString + Tuning;
        _app = LocalApplication.Build(settings, port: 0);
        await _app.StartAsync();
        Client = ClientOf(_app);
    }

    /// <summary>A client that holds every answer against the contract.</summary>
    public static HttpClient ClientOf(WebApplication app) =>
        new(new ContractHandler(ApiContract.Committed, new SocketsHttpHandler()))
        {
            BaseAddress = new($"{app.Urls.Single()}/api/"),
        };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
