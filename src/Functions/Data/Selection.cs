using System.Runtime.CompilerServices;

namespace Lectern.Functions.Data;

/// <summary>
/// The rows of a list, before they are cut into pages. Only the parameters contain what a caller sent.
/// </summary>
/// <param name="Columns">The columns, named as the record's properties in snake case.</param>
/// <param name="From">
/// The table, or another item of <c>from</c>. Its <c>id</c> and sort columns must be unambiguous.
/// </param>
/// <param name="PlanForValues">
/// Whether a plan for all values would be a bad one; see <see cref="Sql.PlanForValues"/>.
/// </param>
/// <param name="IsPart">Whether the caller sees only a part of each row, for the header of a CSV export.</param>
public sealed record Selection<T>(
    RequestDatabase Database, string Columns, string From, string Where, object Parameters, bool PlanForValues = false,
    string ExportSort = "createdAt", bool IsPart = false)
    where T : IRow
{
    private const int BatchRows = 1_000;

    /// <summary>
    /// One page, and the count if it is asked for, in one round trip. Each page begins after the last row of the page
    /// before (keyset pagination), so page 10,000 costs as much as page 1.
    /// </summary>
    /// <exception cref="ProblemException">400 invalid-cursor.</exception>
    public Task<RowPage<T>> PageAsync(ListQuery<T> query, CancellationToken cancellationToken)
    {
        var order = SortOrder<T>.Of(query.Sort);
        var after = query.Cursor is { } text ? Cursor.Decode(text, query.Sort, order.ValueType) : null;
        // One more than the page has, to know whether another page follows.
        var read = Rows(order, after, query.Limit + 1, query.Count);
        return Database.ReadAsync(
            async (connection, token) =>
            {
                var (rows, count) = await read(connection, token);
                return Cut(rows, query, order, count);
            },
            cancellationToken);
    }

    /// <summary>
    /// All rows, which may be seconds old, for an export. Each batch begins after the last row of the batch before, so
    /// no connection is held while the client reads, and a lost connection ends no export.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<T>> BatchesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = SortOrder<T>.Of(ExportSort);
        Cursor? after = null;
        do
        {
            var (rows, _) = await Database.ReadLaggingAsync(
                Rows(order, after, BatchRows, isCounted: false), cancellationToken);
            yield return rows;
            after = rows.Count < BatchRows ? null : new(ExportSort, order.ValueOf(rows[^1]), rows[^1].Id);
        }
        while (after is not null);
    }

    /// <summary>The next rows after a cursor and, if it is asked for, the count of all, in one round trip.</summary>
    private Func<NpgsqlConnection, CancellationToken, Task<(List<T> Rows, long? Count)>> Rows(
        SortOrder<T> order, Cursor? after, int limit, bool isCounted)
    {
        string sql = $"""
            {(PlanForValues ? Sql.PlanForValues : "")}
            select {Columns}
            from {From}
            where {Where} and {(after is null ? "true" : order.After)}
            order by {order.OrderBy}
            limit @Fetch;
            {(isCounted ? $"select count(*) from {From} where {Where}" : "")}
            """;
        var parameters = new DynamicParameters(Parameters);
        parameters.Add("Fetch", limit);
        if (after is not null)
        {
            parameters.Add("AfterValue", after.Value);
            parameters.Add("AfterId", after.Id);
        }

        return async (connection, token) =>
        {
            await using var results = await connection.QueryMultipleAsync(Statements.Command(sql, parameters, token));
            if (PlanForValues)
            {
                await results.ReadAsync();
            }

            var rows = (await results.ReadAsync<T>()).AsList();
            return (rows, isCounted ? await results.ReadSingleAsync<long>() : null);
        };
    }

    private static RowPage<T> Cut(List<T> rows, ListQuery<T> query, SortOrder<T> order, long? count)
    {
        if (rows.Count <= query.Limit)
        {
            return new(rows, NextCursor: null, count);
        }

        rows.RemoveAt(query.Limit);
        var next = new Cursor(query.Sort, order.ValueOf(rows[^1]), rows[^1].Id);
        return new(rows, next.Encode(), count);
    }
}

/// <summary>The rows of one page.</summary>
/// <param name="Rows">At most as many as were asked for.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
/// <param name="Count">How many rows the filters let through; null unless asked for.</param>
public sealed record RowPage<T>(IReadOnlyList<T> Rows, string? NextCursor, long? Count);
