using System.Net;
using Lectern.Database;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Cli.Doctor;

/// <summary>One server of the URL, with what the steps have found out about it.</summary>
internal sealed record Endpoint(DatabaseHost Host)
{
    public int Port => Host.Port ?? DatabaseHost.DefaultPort;

    public string Name => Host.Name.Length == 0 ? "localhost" : Host.Name;

    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Does the server offer TLS? The tcp step sets it.</summary>
    public bool OffersTls { get; set; }

    public override string ToString() => Host.IsSocket ? Name : $"{Name}:{Port}";
}

/// <summary>What the steps of an examination have found out so far, for the later steps.</summary>
internal sealed class ExaminedDatabase(Examination examination) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public Examination Examination => examination;

    public ApplicationDatabaseSettings Settings => examination.Settings;

    public DatabaseUrl Url { get; set; } = new();

    public IReadOnlyList<Endpoint> Endpoints { get; set; } = [];

    /// <summary>The servers that are reached by TCP; the others are Unix sockets of this machine.</summary>
    public IEnumerable<Endpoint> TcpEndpoints => Endpoints.Where(endpoint => !endpoint.Host.IsSocket);

    public bool IsPooler { get; set; }

    /// <summary>The connection of the authentication step; the later steps send their queries on it.</summary>
    public NpgsqlConnection Connection
    {
        get => _connection ?? throw new InvalidOperationException("The step does not need authentication.");
        set => _connection = value;
    }

    public Task<T> QueryRowAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] parameters) =>
        UnpooledConnection.QueryRowAsync(Connection, sql, read, cancellationToken, parameters);

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
