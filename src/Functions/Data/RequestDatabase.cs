using System.Data;
using System.Runtime.CompilerServices;
using Lectern.Database;

namespace Lectern.Functions.Data;

/// <summary>
/// The database as one request sees it. Each statement takes a connection from the shared pool and returns it at once.
/// If the request has an idempotency key, all statements run in one transaction with the key.
/// </summary>
public sealed class RequestDatabase(ApplicationDatabase database)
{
    private const string BeforeWrite = "before_write";
    private const int BatchRows = 500;

    /// <summary>How long a stream waits for its next rows. The first ones may have to be sorted.</summary>
    private const int BatchTimeoutSeconds = 60;

    private NpgsqlTransaction? _transaction;

    /// <summary>Runs statements that change nothing; again if the connection was lost.</summary>
    public Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transaction is null
            ? database.ReadAsync(read, cancellationToken)
            : read(_transaction.Connection!, cancellationToken);

    public Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(
            async (connection, token) =>
            {
                if (_transaction is null)
                {
                    return await write(connection, token);
                }

                // Sent together with the statement. Without it, a refused statement ends the transaction, and the
                // refused row cannot be looked up any more.
                await _transaction.SaveAsync(BeforeWrite, token);
                try
                {
                    return await write(connection, token);
                }
                catch (PostgresException) when (connection.State == ConnectionState.Open)
                {
                    await _transaction.RollbackAsync(BeforeWrite, token);
                    throw;
                }
            },
            cancellationToken);

    /// <summary>Runs several statements in one transaction, which holds row locks until its end.</summary>
    public Task<T> WriteTogetherAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(
            async (connection, token) =>
            {
                if (_transaction is not null)
                {
                    return await write(connection, token);
                }

                await using var transaction = await connection.BeginTransactionAsync(token);
                var result = await write(connection, token);
                await transaction.CommitAsync(token);
                return result;
            },
            cancellationToken);

    /// <summary>Reads from a standby, if there is one: the rows may be seconds old.</summary>
    public Task<T> ReadLaggingAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transaction is null
            ? database.ReadLaggingAsync(read, cancellationToken)
            : read(_transaction.Connection!, cancellationToken);

    /// <summary>
    /// Reads any number of rows, which may be seconds old, in batches from a cursor. A caller who leaves early waits
    /// for one batch at most. It is never tried again.
    /// </summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, object parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenLaggingAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A new name: a connection keeps frequent statements prepared, with the columns that they had first.
        string cursor = $"rows_{Guid.NewGuid():N}";
        string declaration = $"""
            select set_config('statement_timeout', '{BatchTimeoutSeconds}s', true);
            declare {cursor} no scroll cursor for {sql}
            """;
        await connection.ExecuteAsync(Statements.Command(declaration, parameters, cancellationToken));
        var fetch = new CommandDefinition(
            $"fetch {BatchRows} from {cursor}", commandTimeout: BatchTimeoutSeconds,
            cancellationToken: cancellationToken);
        List<T> batch;
        do
        {
            batch = (await connection.QueryAsync<T>(fetch)).AsList();
            foreach (var row in batch)
            {
                yield return row;
            }
        }
        while (batch.Count == BatchRows);
    }

    /// <summary>Runs this request's statements in one transaction; again if the connection was lost.</summary>
    /// <param name="inside">It must find out whether an earlier try was committed.</param>
    internal Task<T> InTransactionAsync<T>(
        Func<NpgsqlTransaction, CancellationToken, Task<T>> inside, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                _transaction = transaction;
                try
                {
                    return await inside(transaction, token);
                }
                finally
                {
                    _transaction = null;
                }
            },
            cancellationToken);

    private Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _transaction is null
            ? database.WriteAsync(work, cancellationToken)
            : work(_transaction.Connection!, cancellationToken);
}
