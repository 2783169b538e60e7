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
                var page = Cut(rows, query, order);
                return page with { Count = count, IsCountEstimated = query.Count == Counting.Estimated };
            },
            cancellationToken);
    }

    /// <summary>
    /// All rows, which may be seconds old, for an export. Each batch begins after the last row of the batch before, so
    /// no connection is held while the client reads, and a lost connection ends no export. The next batch is read while
    /// the caller has the one before.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<T>> BatchesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = SortOrder<T>.Of(ExportSort);
        var next = BatchAsync(order, after: null, cancellationToken);
        try
        {
            while (next is not null)
            {
                var rows = await next;
                next = rows.Count < BatchRows
                    ? null
                    : BatchAsync(order, new(ExportSort, order.ValueOf(rows[^1]), rows[^1].Id), cancellationToken);
                yield return rows;
            }
        }
        finally
        {
            // The caller may leave before the end. The request must not end while a statement of it runs.
            await (next ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<List<T>> BatchAsync(SortOrder<T> order, Cursor? after, CancellationToken cancellationToken) =>
        (await Database.ReadLaggingAsync(Rows(order, after, BatchRows, Counting.None), cancellationToken)).Rows;

    /// <summary>The next rows after a cursor and, if it is asked for, the count of all, in one round trip.</summary>
    private Func<NpgsqlConnection, CancellationToken, Task<(List<T> Rows, long? Count)>> Rows(
        SortOrder<T> order, Cursor? after, int limit, string counting)
    {
        string count = counting switch
        {
            Counting.Exact => $"select count(*) from {From} where {Where}",
            Counting.Estimated => $"explain (format json) select from {From} where {Where}",
            _ => "",
        };
        string sql = $"""
            {(PlanForValues ? Sql.PlanForValues : "")}
            select {Columns}
            from {From}
            where {Where} and {(after is null ? "true" : order.After)}
            order by {order.OrderBy}
            limit @Fetch;
            {count}
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
            return (rows, counting switch
            {
                Counting.Exact => await results.ReadSingleAsync<long>(),
                Counting.Estimated => EstimateOf(await results.ReadSingleAsync<string>()),
                _ => null,
            });
        };
    }

    /// <summary>The rows that a plan expects (PostgreSQL manual: EXPLAIN, FORMAT JSON).</summary>
    private static long EstimateOf(string plan)
    {
        using var json = JsonDocument.Parse(plan);
        return (long)json.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    private static RowPage<T> Cut(List<T> rows, ListQuery<T> query, SortOrder<T> order)
    {
        if (rows.Count <= query.Limit)
        {
            return new(rows, NextCursor: null);
        }

        rows.RemoveAt(query.Limit);
        var next = new Cursor(query.Sort, order.ValueOf(rows[^1]), rows[^1].Id);
        return new(rows, next.Encode());
    }
}

/// <summary>The rows of one page.</summary>
/// <param name="Rows">At most as many as were asked for.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
/// <param name="Count">How many rows match the filters; null unless asked for.</param>
/// <param name="IsCountEstimated">Whether the count is the planner's estimate.</param>
public sealed record RowPage<T>(
    IReadOnlyList<T> Rows, string? NextCursor, long? Count = null, bool IsCountEstimated = false);
