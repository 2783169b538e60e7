using Lectern.Testing;
using Lectern.Testing.Hosts;
using Xunit;

namespace Lectern.Docs.Tests.Following;

/// <summary>The API on Kestrel with an empty school, in place of the LocalHost that a page tells to start.</summary>
public sealed class PageApi(TestServer server) : IAsyncLifetime
{
    /// <summary>The address of LocalHost in the pages.</summary>
    public const string ShownAddress = "http://localhost:7071";

    private TestDatabase? _database;
    private KestrelApi? _api;

    /// <summary>The address in place of <see cref="ShownAddress"/>.</summary>
    public string Address => _api!.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        var settings = new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = _database.ApplicationConnectionString,
            ["AUTHENTICATION"] = "development",
        };
        _api = await KestrelApi.StartAsync(settings, TestContext.Current.CancellationToken);
    }

    /// <summary>Fills the database.</summary>
    public Task ExecuteAsync(string sql) => server.ExecuteAsync(sql, _database!.Name);

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
