using System.Data;
using Lectern.Database;
using Lectern.Functions.Admission;

namespace Lectern.Functions.Data;

/// <summary>
/// The database as one request sees it. Each statement takes a connection from the shared pool and returns it at once.
/// If the request has an idempotency key, all statements run in one transaction with the key.
/// </summary>
public sealed class RequestDatabase(ApplicationDatabase database, DatabasePlaces places)
{
    private const string BeforeWrite = "before_write";

    private readonly List<Action> _afterCommit = [];
    private NpgsqlTransaction? _transaction;
    private bool _isAdmitted;

    /// <summary>The share of the pool that this request may use.</summary>
    internal Share Share { get; set; } = Share.Ordinary("");

    /// <summary>Runs statements that change nothing; again if the connection was lost.</summary>
    public Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transaction is null
            ? PlacedAsync(() => database.ReadAsync(read, cancellationToken), cancellationToken)
            : LimitAsync(token => read(_transaction.Connection!, token), cancellationToken);

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

    /// <summary>Reads from a standby, if there is one: the rows may be seconds old.</summary>
    public Task<T> ReadLaggingAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _transaction is null
            ? PlacedAsync(() => database.ReadLaggingAsync(read, cancellationToken), cancellationToken)
            : LimitAsync(token => read(_transaction.Connection!, token), cancellationToken);

    /// <summary>Runs an action now or, if there is a transaction, after it has ended.</summary>
    /// <param name="action">It must do no harm if the transaction was rolled back.</param>
    public void AfterCommit(Action action)
    {
        if (_transaction is null)
        {
            action();
        }
        else
        {
            _afterCommit.Add(action);
        }
    }

    /// <summary>Runs this request's statements in one transaction; again if the connection was lost.</summary>
    /// <param name="inside">
    /// It must find out whether an earlier try was committed. It runs its own statements with <see cref="LimitAsync"/>.
    /// </param>
    internal async Task<T> InTransactionAsync<T>(
        Func<NpgsqlTransaction, CancellationToken, Task<T>> inside, CancellationToken cancellationToken)
    {
        var result = await PlacedAsync(
            () => database.WriteIdempotentAsync(
                async (connection, token) =>
                {
                    // The end of the connection rolls it back. Its own disposal would wait for a silent server.
                    var transaction = await connection.BeginTransactionAsync(token);
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
                cancellationToken),
            cancellationToken);
        _afterCommit.ForEach(action => action());
        return result;
    }

    /// <summary>Ends statements of <see cref="InTransactionAsync"/> that take too long.</summary>
    internal Task<T> LimitAsync<T>(
        Func<CancellationToken, Task<T>> statements, CancellationToken cancellationToken) =>
        database.LimitAsync(statements, cancellationToken);

    private Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _transaction is null
            ? PlacedAsync(() => database.WriteAsync(work, cancellationToken), cancellationToken)
            : LimitAsync(token => work(_transaction.Connection!, token), cancellationToken);

    private async Task<T> PlacedAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using var place = await places.TakeAsync(Share, _isAdmitted, cancellationToken);
        // What the database has already done for this request would be lost if it were refused later.
        _isAdmitted = true;
        return await work();
    }
}
