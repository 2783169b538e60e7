namespace Lectern.Functions.Data;

/// <summary>
/// What a store does with its SQL: one statement, one round trip. A statement that only reads may run twice, see
/// <see cref="RequestDatabase.ReadAsync"/>.
/// </summary>
public static class Statements
{
    public static Task<T?> ReadSingleOrDefaultAsync<T>(
        this RequestDatabase database, string sql, object parameters, CancellationToken cancellationToken) =>
        database.ReadAsync(SingleOrDefault<T>(sql, parameters), cancellationToken);

    /// <summary>Reads all rows; the SQL must limit them.</summary>
    public static Task<IReadOnlyList<T>> ReadListAsync<T>(
        this RequestDatabase database, string sql, object parameters, CancellationToken cancellationToken) =>
        database.ReadAsync(List<T>(sql, parameters), cancellationToken);

    public static Task<T> WriteSingleAsync<T>(
        this RequestDatabase database, string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, token) => connection.QuerySingleAsync<T>(Command(sql, parameters, token)), cancellationToken);

    public static Task<T?> WriteSingleOrDefaultAsync<T>(
        this RequestDatabase database, string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(SingleOrDefault<T>(sql, parameters), cancellationToken);

    /// <summary>Two statements in one round trip: the first writes, unless something is missing.</summary>
    /// <param name="sql">The first selects the places of what is missing, the second the row that was written.</param>
    public static Task<(IReadOnlyList<long> Missing, T? Row)> WriteUnlessMissingAsync<T>(
        this RequestDatabase database, string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, token) =>
            {
                await using var results = await connection.QueryMultipleAsync(Command(sql, parameters, token));
                IReadOnlyList<long> missing = (await results.ReadAsync<long>()).AsList();
                return (missing, await results.ReadSingleOrDefaultAsync<T>());
            },
            cancellationToken);

    public static Task<int> ExecuteAsync(
        this RequestDatabase database, string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, token) => connection.ExecuteAsync(Command(sql, parameters, token)), cancellationToken);

    /// <summary>A command of Dapper, for a store that runs several statements on one connection.</summary>
    public static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    /// <summary>The members of several objects as parameters. Those that the SQL does not name are not sent.</summary>
    public static DynamicParameters Parameters(params ReadOnlySpan<object> objects)
    {
        var all = new DynamicParameters();
        foreach (object one in objects)
        {
            all.AddDynamicParams(one);
        }

        return all;
    }

    private static Func<NpgsqlConnection, CancellationToken, Task<T?>> SingleOrDefault<T>(
        string sql, object parameters) =>
        (connection, token) => connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters, token));

    /// <summary>All rows, for <see cref="RequestDatabase"/> to run; the SQL must limit them.</summary>
    public static Func<NpgsqlConnection, CancellationToken, Task<IReadOnlyList<T>>> List<T>(
        string sql, object parameters) =>
        async (connection, token) => (await connection.QueryAsync<T>(Command(sql, parameters, token))).AsList();
}
