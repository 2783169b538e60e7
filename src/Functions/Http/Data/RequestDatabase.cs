using Lectern.Database;
using Npgsql;

namespace Lectern.Functions.Http.Data;

/// <summary>
/// The database as one request sees it. Each statement takes a connection of the shared pool and gives it back at
/// once; only where the request carries an idempotency key do all of them run in one transaction with the key.
/// </summary>
public sealed class RequestDatabase(ApplicationDatabase database)
{
    private const string BeforeWrite = "before_write";

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
                catch (PostgresException)
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

    /// <summary>Runs a statement whose rows are passed on as they come; never a second time.</summary>
    public async Task StreamAsync(
        Func<NpgsqlConnection, CancellationToken, Task> stream, CancellationToken cancellationToken)
    {
        await using var connection = await database.Primary.OpenConnectionAsync(cancellationToken);
        await stream(connection, cancellationToken);
    }

    /// <summary>Has everything of this request that comes inside run in one transaction.</summary>
    /// <returns>The connection, for <paramref name="inside"/> alone.</returns>
    internal async Task InTransactionAsync(
        Func<NpgsqlConnection, NpgsqlTransaction, Task> inside, CancellationToken cancellationToken)
    {
        await using var connection = await database.Primary.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        _transaction = transaction;
        try
        {
            await inside(connection, transaction);
        }
        finally
        {
            _transaction = null;
        }
    }

    private Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _transaction is null
            ? database.WriteAsync(work, cancellationToken)
            : work(_transaction.Connection!, cancellationToken);
}
