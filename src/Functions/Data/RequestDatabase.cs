using System.Data;
using System.Runtime.CompilerServices;
using Lectern.Database;

namespace Lectern.Functions.Data;

/// <summary>
/// The database as one request sees it. Each statement takes a connection of the shared pool and gives it back at
/// once; only where the request carries an idempotency key do all of them run in one transaction with the key.
/// </summary>
public sealed class RequestDatabase(ApplicationDatabase database)
{
    private const string BeforeWrite = "before_write";

    /// <summary>How many rows of a stream are in memory at a time.</summary>
    private const int BatchRows = 500;

    /// <summary>The longest that a stream may wait for its next rows; the first ones may have to be sorted.</summary>
    private const int BatchTimeoutSeconds = 60;

    private NpgsqlTransaction? _transaction;

    /// <summary>Runs statements that change nothing; once more where a lost connection is all that was wrong.</summary>
    public Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transaction is null
            ? database.ReadAsync(read, cancellationToken)
            : read(_transaction.Connection!, cancellationToken);

    /// <summary>Runs statements that change rows.</summary>
    public Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(
            async (connection, token) =>
            {
                if (_transaction is null)
                {
                    return await write(connection, token);
                }

                // Sent together with the statement. A refused statement would else end the transaction, and whoever
                // wants to find out which row was refused could not read any more.
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

    /// <summary>
    /// Runs several statements in one transaction: all of them count or none. A row lock taken in it is held until
    /// the end, so whatever can be one statement should be.
    /// </summary>
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

    /// <summary>
    /// Reads what may be seconds old: for what looks back over much, not for what a caller has just written.
    /// </summary>
    public Task<T> ReadLaggingAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transaction is null
            ? database.ReadLaggingAsync(read, cancellationToken)
            : read(_transaction.Connection!, cancellationToken);

    /// <summary>
    /// Reads rows of any number, which may be seconds old, in batches from a cursor: what the server has not been asked
    /// for it does not send, so whoever leaves early has nothing to wait for. Never tried a second time.
    /// </summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, object parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenLaggingAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A name of its own: a connection keeps often used statements prepared, with the columns they had first.
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

    /// <summary>
    /// Has everything of this request that comes inside run in one transaction;
    /// all of it once more where the connection was lost on the way.
    /// </summary>
    /// <param name="inside">What finds out by itself whether the transaction of a first try was committed.</param>
    /// <param name="cancellationToken">As for a write.</param>
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
