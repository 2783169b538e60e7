using Lectern.Functions.Tests.Contract;
using Lectern.Testing;
using Lectern.Testing.Hosts;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>
/// The shipped application on real HTTP, on the host that <see cref="ApiHosts"/> chooses, with a database of its own.
/// One for each test class.
/// </summary>
public class SchoolApi(TestServer server) : IAsyncLifetime
{
    private TestDatabase? _database;
    private IApiHost? _host;

    /// <summary>A client whose base address is the route prefix, so that paths are as in the contract.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The database, for what the API does not show.</summary>
    public TestDatabase Database => _database!;

    /// <summary>What serves it.</summary>
    public IApiHost Host => _host!;

    /// <summary>The server that the database is on.</summary>
    public TestServer Server => server;

    /// <summary>What is added to the connection string.</summary>
    protected virtual string Tuning => "";

    /// <summary>What the application is told beside DATABASE_URL.</summary>
    protected virtual Dictionary<string, string?> Settings => new() { ["AUTHENTICATION"] = "development" };

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        var settings = Settings;
        settings["DATABASE_URL"] =
            settings.GetValueOrDefault("DATABASE_URL") ?? _database.ApplicationConnectionString + Tuning;
        _host = await StartHostAsync(settings);
        Client = ClientOf(_host);
    }

    /// <summary>Creates its database, of the schema and without rows.</summary>
    protected virtual Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();

    /// <summary>Starts what serves it.</summary>
    protected virtual Task<IApiHost> StartHostAsync(IReadOnlyDictionary<string, string?> settings) =>
        ApiHosts.StartAsync(settings, TestContext.Current.CancellationToken);

    /// <summary>A client that holds every answer against the contract.</summary>
    public static HttpClient ClientOf(IApiHost host) =>
        new(new ContractHandler(ApiContract.Committed, new SocketsHttpHandler()))
        {
            BaseAddress = new(host.Address, "api/"),
        };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
