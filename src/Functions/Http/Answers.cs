using Microsoft.AspNetCore.Http.HttpResults;

namespace Lectern.Functions.Http;

/// <summary>A row that callers read and change under its ETag.</summary>
public interface IVersionedRow
{
    /// <summary>Counted up by every change; the caller sees it as the ETag.</summary>
    int Version { get; }
}

/// <summary>A row of a list, with the id that breaks ties in its order and is the last segment of its link.</summary>
public interface IRow : IVersionedRow
{
    /// <summary>UUIDv7, given by the server.</summary>
    Guid Id { get; }
}

/// <summary>The answers about one row, with the headers that belong to each.</summary>
public static class Answers
{
    /// <summary>200 with the ETag; 304 where the caller has this version already.</summary>
    /// <param name="request">The request, with its If-None-Match.</param>
    /// <param name="row">The row.</param>
    /// <param name="canBeKept">Whether the caller's copy of this version still says the same.</param>
    /// <exception cref="Problems.ProblemException">
    /// 400 invalid-parameter: If-None-Match is no list of tags.
    /// </exception>
    public static Results<Ok<T>, StatusCodeHttpResult, ProblemHttpResult> Found<T>(
        HttpRequest request, T row, bool canBeKept = true)
        where T : IVersionedRow =>
        ETag.IsKnownToCaller(request, row.Version) && canBeKept
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(row);

    /// <summary>201 with ETag and Location.</summary>
    public static Created<T> Created<T>(HttpRequest request, T row)
        where T : IRow => Created(request, row, Links.To(request, row.Id));

    /// <summary>201 with ETag, and the Location of a row that is not below the request's path.</summary>
    public static Created<T> Created<T>(HttpRequest request, T row, string location)
        where T : IVersionedRow
    {
        request.HttpContext.Response.Headers.ETag = ETag.Of(row.Version);
        return TypedResults.Created(location, row);
    }

    /// <summary>200 with the new ETag.</summary>
    public static Ok<T> Changed<T>(HttpRequest request, T row)
        where T : IVersionedRow
    {
        request.HttpContext.Response.Headers.ETag = ETag.Of(row.Version);
        return TypedResults.Ok(row);
    }
}
