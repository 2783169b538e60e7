using Dapper;
using Lectern.Functions.Http.Data;

namespace Lectern.Functions.Http.Paging;

/// <summary>
/// The rows of a list before they are cut into pages: what a page and an export have in common. The texts are a
/// store's own; what a caller sent is in the parameters alone.
/// </summary>
/// <param name="Columns">The columns, named as the record's properties in snake case.</param>
/// <param name="From">
/// The table, or whatever stands behind <c>from</c>; its <c>id</c> and sort columns unambiguous.
/// </param>
/// <param name="Where">The condition of filters and caller.</param>
/// <param name="Parameters">The parameters of the condition.</param>
/// <param name="PlanForValues">
/// Whether a plan for all values would be a bad one; see <see cref="Sql.PlanForValues"/>.
/// </param>
public sealed record ListQuery<T>(
    string Columns, string From, string Where, object Parameters, bool PlanForValues = false)
    where T : IRow
{
    /// <summary>One page, and the count where it is asked for, in one round trip.</summary>
    public Task<Page<T>> PageAsync(
        RequestDatabase database, PageRequest<T> page, CancellationToken cancellationToken)
    {
        string sql = $"""
            {(PlanForValues ? Sql.PlanForValues : "")}
            select {Columns}
            from {From}
            where {Where} and {page.Where}
            order by {page.OrderBy}
            limit @Fetch;
            """;
        if (page.WantsCount)
        {
            sql += $"select count(*) from {From} where {Where}";
        }

        var parameters = new DynamicParameters(Parameters);
        parameters.Add("AfterValue", page.After?.Value);
        parameters.Add("AfterId", page.After?.Id);
        parameters.Add("Fetch", page.Fetch);
        return database.ReadAsync(
            async (connection, token) =>
            {
                await using var results = await connection.QueryMultipleAsync(
                    Statements.Command(sql, parameters, token));
                if (PlanForValues)
                {
                    await results.ReadAsync();
                }

                var rows = (await results.ReadAsync<T>()).AsList();
                return page.ToPage(rows, page.WantsCount ? await results.ReadSingleAsync<long>() : null);
            },
            cancellationToken);
    }
}
