using Lectern.Testing;
using Lectern.Testing.Hosts;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>Both hosts, each with a database of its own; the databases are copies of one school.</summary>
public abstract class HostPair(TestServer server) : IAsyncLifetime
{
    /// <summary>The longest time for a case, so that a host that hangs fails its case and nothing else.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly List<TestDatabase> _databases = [];
    private readonly List<IApiHost> _hosts = [];
    private DateTimeOffset _since;

    /// <summary>What the hosts are told beside DATABASE_URL.</summary>
    protected abstract Dictionary<string, string?> Settings { get; }

    public virtual async ValueTask InitializeAsync()
    {
        var school = await server.CreateDatabaseAsync();
        _databases.Add(school);
        SeededSchool.Fill(school.OwnerConnectionString);
        var copy = new TestDatabase(server, $"{school.Name}_copy");
        await server.ExecuteAsync($"create database {copy.Name} template {school.Name} owner lectern_owner");
        _databases.Add(copy);
        _since = DateTimeOffset.UtcNow;
        var stop = TestContext.Current.CancellationToken;
        _hosts.Add(await KestrelApi.StartAsync(SettingsFor(school), stop));
        _hosts.Add(await WorkerApi.StartAsync(SettingsFor(copy), stop));
    }

    /// <summary>Sends the requests of a case to both hosts at the same time.</summary>
    /// <returns>The answers of Kestrel and of the worker, normalised.</returns>
    internal virtual async Task<(Answer[] Kestrel, Answer[] Worker)> AnswerAsync(Case tried)
    {
        var answers = await Task.WhenAll(_hosts.Select(host => AnswerAsync(host, tried)));
        return (answers[0], answers[1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private Dictionary<string, string?> SettingsFor(TestDatabase database) =>
        new(Settings) { ["DATABASE_URL"] = database.ApplicationConnectionString };

    private async Task<Answer[]> AnswerAsync(IApiHost host, Case tried)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Timeout);
        var stop = limit.Token;
        var normaliser = new Normaliser(_since);
        var captures = new Captures();
        var answers = new List<Answer>();
        var connection = await RawConnection.OpenAsync(host.Address, stop);
        try
        {
            foreach (var template in tried.Requests)
            {
                if (answers.Count > 0 && !tried.IsOneConnection)
                {
                    connection.Dispose();
                    connection = await RawConnection.OpenAsync(host.Address, stop);
                }

                var request = template.Fill(captures.Values);
                var answer = await connection.SendAsync(request, stop);
                captures.Add(answer);
                answers.Add(normaliser.Normalise(answer, request, tried.Volatile));
            }
        }
        finally
        {
            connection.Dispose();
        }

        return [.. answers];
    }
}
