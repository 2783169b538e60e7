using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>A transaction of the tables' owner that holds locks until it is released.</summary>
internal sealed class HeldLock : IAsyncDisposable
{
    private readonly NpgsqlDataSource _owner;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldLock(NpgsqlDataSource owner, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_owner, _connection, _transaction) = (owner, connection, transaction);

    public static Task<HeldLock> OfTableAsync(SchoolApi api, string table) => TakeAsync(api, $"lock table {table}");

    public static Task<HeldLock> OfRowsAsync(SchoolApi api, string table) =>
        TakeAsync(api, $"select 1 from {table} for update");

    public Task ReleaseAsync() => _transaction.RollbackAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        await _owner.DisposeAsync();
    }

    /// <summary>Runs a statement that takes locks.</summary>
    public static async Task<HeldLock> TakeAsync(SchoolApi api, string statement)
    {
        var token = TestContext.Current.CancellationToken;
        var owner = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        var connection = await owner.OpenConnectionAsync(token);
        var transaction = await connection.BeginTransactionAsync(token);
        await using var take = new NpgsqlCommand(statement, connection, transaction);
        await take.ExecuteNonQueryAsync(token);
        return new(owner, connection, transaction);
    }
}
