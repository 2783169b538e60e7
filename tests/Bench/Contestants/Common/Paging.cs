using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Lectern.Bench.Contestants.Common;

/// <summary>The pages of the list of students, from the oldest to the newest, with Lectern's cursors.</summary>
internal static class Paging
{
    private const string Sort = "createdAt";

    public static int LimitOf(HttpRequest request) =>
        request.Query["limit"] is [{ } limit] ? int.Parse(limit, CultureInfo.InvariantCulture) : 50;

    public static (DateTime CreatedAt, Guid Id)? CursorOf(HttpRequest request)
    {
        if (request.Query["cursor"] is not [{ } cursor])
        {
            return null;
        }

        using var parts = JsonDocument.Parse(Base64Url.DecodeFromChars(cursor));
        return (parts.RootElement[1].GetDateTime().ToUniversalTime(), parts.RootElement[2].GetGuid());
    }

    /// <summary>The pattern of names and addresses that contain the text of a search; null without one.</summary>
    public static string? PatternOf(HttpRequest request) =>
        request.Query["q"] is [{ } text] ? $"%{text.ToLowerInvariant()}%" : null;

    /// <summary>The cursor of the page after a row.</summary>
    public static string CursorAfter(DateTime createdAt, Guid id)
    {
        string place = $"[\"{Sort}\",\"{createdAt:yyyy-MM-ddTHH:mm:ss.ffffff}Z\",\"{id}\"]";
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));
    }

    /// <summary>The link to the page after a row.</summary>
    public static string NextLink(HttpRequest request, DateTime createdAt, Guid id)
    {
        var query = new QueryBuilder(request.Query.Where(parameter => parameter.Key != "cursor"))
        {
            { "cursor", CursorAfter(createdAt, id) },
        };
        return UriHelper.BuildAbsolute(
            request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString());
    }

    /// <summary>The link to a new row of a list.</summary>
    public static string LinkTo(HttpRequest list, Guid id) =>
        UriHelper.BuildAbsolute(list.Scheme, list.Host, list.PathBase, list.Path.Add($"/{id}"));

    /// <summary>A page of the rows that were read: one more than it has, if another page follows.</summary>
    public static StudentPage PageOf(HttpRequest request, List<Student> rows, int limit)
    {
        if (rows.Count <= limit)
        {
            return new(rows, NextLink: null);
        }

        rows.RemoveAt(limit);
        return new(rows, NextLink(request, rows[^1].CreatedAt, rows[^1].Id));
    }
}
