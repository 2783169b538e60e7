using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Http.Extensions;

namespace Lectern.Functions.Http.Paging;

/// <summary>
/// Which page of a list is asked for. Pages are found by the keyset method: each begins after the last row of the one
/// before, so page 10,000 costs what page 1 costs, and rows that come and go move nobody across a page's edge.
/// </summary>
public sealed class PageRequest<T>
    where T : IRow
{
    private readonly HttpRequest _request;
    private readonly SortKey<T> _key;
    private readonly string _sort;
    private readonly int _limit;

    /// <summary>Reads the parameters that every list has.</summary>
    /// <exception cref="ProblemException">400 invalid-parameter for a sort that the list does not have, 400
    /// invalid-cursor.</exception>
    public PageRequest(
        HttpRequest request, IReadOnlyList<SortKey<T>> keys, string sort, int limit, string? cursor, bool count)
    {
        _request = request;
        _key = keys.FirstOrDefault(key => key.Name == sort || '-' + key.Name == sort) ?? throw UnknownSort(keys);
        _sort = sort;
        _limit = limit;
        After = cursor is null ? null : Cursor.Decode(cursor, sort, _key.ValueType);
        WantsCount = count;
    }

    /// <summary>The last row of the page before, or null for the first page.</summary>
    public Cursor? After { get; }

    /// <summary>Whether the caller asked how many rows there are.</summary>
    public bool WantsCount { get; }

    /// <summary>How many rows to fetch: one more than the page has, to know whether another page follows.</summary>
    public int Fetch => _limit + 1;

    /// <summary>The SQL condition of the page; parameters <c>@AfterValue</c> and <c>@AfterId</c>.</summary>
    public string Where => After is null
        ? "true"
        : $"({_key.Column}, id) {(IsDescending ? "<" : ">")} (@AfterValue, @AfterId)";

    /// <summary>The SQL order of the list.</summary>
    public string OrderBy => IsDescending ? $"{_key.Column} desc, id desc" : $"{_key.Column}, id";

    private bool IsDescending => _sort[0] == '-';

    /// <summary>The page, from the rows that were fetched.</summary>
    public Page<T> ToPage(IReadOnlyList<T> rows, long? count)
    {
        if (rows.Count <= _limit)
        {
            return new(rows, NextLink: null, count);
        }

        var last = rows[_limit - 1];
        return new([.. rows.Take(_limit)], NextLinkAfter(new(_sort, _key.ValueOf(last), last.Id)), count);
    }

    private string NextLinkAfter(Cursor cursor)
    {
        var query = new QueryBuilder(
            _request.Query.Where(parameter => !parameter.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase)))
        {
            { "cursor", cursor.Encode() },
        };
        return Links.Self(_request, query.ToQueryString());
    }

    private static ProblemException UnknownSort(IReadOnlyList<SortKey<T>> keys)
    {
        string known = string.Join(", ", keys.SelectMany(key => new[] { key.Name, '-' + key.Name }));
        return ProblemType.InvalidParameter.Exception(
            $"sort must be one of {known}.",
            new Dictionary<string, string[]> { ["sort"] = [$"must be one of {known}"] });
    }
}
