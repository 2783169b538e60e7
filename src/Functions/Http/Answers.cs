using Microsoft.AspNetCore.Http.Extensions;

namespace Lectern.Functions.Http;

public static class Answers
{
    /// <summary>200 with the page of a list that the request's query asks for, and the link to the next one.</summary>
    /// <exception cref="ProblemException">400 invalid-cursor.</exception>
    public static async Task<Ok<Page<T>>> ListedAsync<T, TQuery>(
        HttpRequest request, Func<TQuery, Selection<T>> list, CancellationToken cancellationToken)
        where T : IRow
        where TQuery : ListQuery<T>
    {
        var query = request.GetQuery<TQuery>();
        return Listed(request, await list(query).PageAsync(query, cancellationToken));
    }

    /// <summary>200 with all rows of a list, in the format that the request's query asks for.</summary>
    public static ExportResult<T> Exported<T, TQuery>(HttpRequest request, Func<TQuery, Selection<T>> list)
        where T : IRow
        where TQuery : ListQuery<T>
    {
        var query = request.GetQuery<TQuery>();
        return new(list(query), query);
    }

    public static Ok<Page<T>> Listed<T>(HttpRequest request, RowPage<T> page) =>
        TypedResults.Ok(new Page<T>(
            page.Rows, NextLink(request, page.NextCursor), page.Count, page.IsCountEstimated ? true : null));

    /// <summary>
    /// 200 with the ETag, 304 if the caller has this version, or 404 if the row is null. Without <c>canBeKept</c> there
    /// is no 304: the row may look different although its version is the same.
    /// </summary>
    /// <exception cref="ProblemException">400 invalid-parameter: If-None-Match is not a list of tags.</exception>
    public static Results<Ok<T>, StatusCodeHttpResult, ProblemHttpResult> Found<T>(
        HttpRequest request, T? row, string name, bool canBeKept = true)
        where T : class, IVersionedRow =>
        row is null ? Missing(name)
            : ETag.IsKnownToCaller(request, row) && canBeKept
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(row);

    public static Created<T> Created<T>(HttpRequest request, T row)
        where T : IRow => Created(request, row, Links.To(request, row.Id));

    /// <summary>For a row whose URL is not below that of the request.</summary>
    public static Created<T> Created<T>(HttpRequest request, T row, string location)
        where T : IVersionedRow
    {
        request.HttpContext.Response.Headers.ETag = ETag.Of(row);
        return TypedResults.Created(location, row);
    }

    public static Ok<T> Changed<T>(HttpRequest request, T row)
        where T : IVersionedRow
    {
        request.HttpContext.Response.Headers.ETag = ETag.Of(row);
        return TypedResults.Ok(row);
    }

    /// <summary>404, 412 or a refusal if nothing was changed. <c>find</c> reads the row for the caller.</summary>
    public static async Task<Results<Ok<T>, ProblemHttpResult>> ChangedAsync<T>(
        HttpRequest request, T? changed, string name, Func<Task<T?>> find, Func<T, ProblemHttpResult>? refusal = null)
        where T : class, IVersionedRow
    {
        if (changed is not null)
        {
            return Changed(request, changed);
        }

        var present = await find();
        bool isOther = present is null || ETag.IfMatch(request)?.Contains(present.Version) == false;
        return isOther || refusal is null ? MissingOrStale(present, name) : refusal(present!);
    }

    /// <summary>404 or 412 if nothing was deleted. <c>find</c> reads the row as the caller sees it.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeletedAsync<T>(
        bool isDeleted, string name, Func<Task<T?>> find)
        where T : class, IVersionedRow =>
        isDeleted ? TypedResults.NoContent() : MissingOrStale(await find(), name);

    /// <summary>Also for a row that the caller may not see.</summary>
    public static ProblemHttpResult Missing(string name) => ProblemType.NotFound.Result($"There is no {name}.");

    private static ProblemHttpResult MissingOrStale(IVersionedRow? row, string name) =>
        row is null ? Missing(name) : ETag.Stale(row.Version);

    private static string? NextLink(HttpRequest request, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var query = new QueryBuilder(
            request.Query.Where(parameter => !parameter.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase)))
        {
            { "cursor", cursor },
        };
        return Links.Self(request, query.ToQueryString());
    }
}
