using System.Net;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database.Doctor;

/// <summary>One server of the URL, and what the steps have learnt of it.</summary>
internal sealed record Endpoint(DatabaseHost Host)
{
    public int Port => Host.Port ?? DatabaseHost.DefaultPort;

    public string Name => Host.Name.Length == 0 ? "localhost" : Host.Name;

    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Does it answer "yes" to whether it speaks TLS? Set by the step that connects.</summary>
    public bool OffersTls { get; set; }

    public override string ToString() => Host.IsSocket ? Name : $"{Name}:{Port}";
}

/// <summary>What the steps of an examination have found out so far. Later steps build on it.</summary>
internal sealed class ExaminedDatabase(Examination examination) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public Examination Examination => examination;

    public ApplicationDatabaseSettings Settings => examination.Settings;

    public DatabaseUrl Url { get; set; } = new();

    public IReadOnlyList<Endpoint> Endpoints { get; set; } = [];

    /// <summary>Those that are reached by TCP; the others are sockets of this machine.</summary>
    public IEnumerable<Endpoint> TcpEndpoints => Endpoints.Where(endpoint => !endpoint.Host.IsSocket);

    public bool IsPooler { get; set; }

    /// <summary>The connection that the later steps ask.</summary>
    public NpgsqlConnection Connection
    {
        get => _connection ?? throw new InvalidOperationException("The step does not need authentication.");
        set => _connection = value;
    }

    /// <summary>Asks for one row.</summary>
    public Task<T> AskAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] parameters) =>
        Probe.AskAsync(Connection, sql, read, cancellationToken, parameters);

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
