using Npgsql;
using Xunit;

namespace Lectern.Testing;

/// <summary>
/// The PostgreSQL that a test assembly starts itself, once: <c>[assembly: AssemblyFixture(typeof(TestServer))]</c>.
/// It holds the roles of a deployment; <see cref="CreateDatabaseAsync"/> gives each test class its own database.
/// </summary>
public sealed class TestServer : IAsyncLifetime
{
    private readonly SemaphoreSlim _templateLock = new(1);
    private string[] _settings = [];
    private IRunningServer? _server;
    private string? _template;
    private int _databases;

    /// <summary>A server with further settings, each <c>name=value</c>, which the caller initializes.</summary>
    public static TestServer With(params string[] settings) => new() { _settings = settings };

    /// <summary>Npgsql's connection string for a role and a database of this server.</summary>
    public string ConnectionString(string role, string database) => Server.ConnectionString(role, database);

    /// <summary>The password of all roles of this server.</summary>
    public string Password
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString("postgres", "postgres"));
            return connection.Password ?? File.ReadAllText(connection.Passfile!).Trim().Split(':')[^1];
        }
    }

    private IRunningServer Server => _server ?? throw new InvalidOperationException("The test server is not running.");

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(_settings);

    /// <summary>Creates an empty database, owned by lectern_owner.</summary>
    public async Task<TestDatabase> CreateEmptyDatabaseAsync()
    {
        string name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name} owner lectern_owner");
        return new(this, name);
    }

    /// <summary>Creates a copy of a database that the shipped migration job built from <c>db/</c>.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync() => await CopyAsync(await TemplateAsync());

    /// <summary>Creates a copy of a database of this server that nobody is connected to.</summary>
    public Task<TestDatabase> CopyAsync(TestDatabase database) => CopyAsync(database.Name);

    private async Task<TestDatabase> CopyAsync(string template)
    {
        string name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name} template {template} owner lectern_owner");
        return new(this, name);
    }

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string statement, string database = "postgres")
    {
        await using var dataSource = NpgsqlDataSource.Create(
            ConnectionString("postgres", database) + ";Pooling=false;Command Timeout=60");
        await using var command = dataSource.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _templateLock.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task<string> TemplateAsync()
    {
        await _templateLock.WaitAsync();
        try
        {
            if (_template is null)
            {
                var database = await CreateEmptyDatabaseAsync();
                SchoolSchema.Migrate(database.OwnerConnectionString);
                _template = database.Name;
            }

            return _template;
        }
        finally
        {
            _templateLock.Release();
        }
    }
}
