using Microsoft.Net.Http.Headers;

namespace Lectern.Functions.Http;

/// <summary>Entity tags (RFC 9110, 8.8.3 and 13.1) of row versions, which a trigger increments.</summary>
public static class ETag
{
    /// <summary>For example <c>"3"</c>, with the quotes.</summary>
    public static string Of(int version) => Of(version, view: "");

    public static string Of(IVersionedRow row) => Of(row.Version, row.View);

    /// <summary>Also sets the ETag of the answer.</summary>
    /// <exception cref="ProblemException">400 invalid-parameter: If-None-Match is not a list of tags.</exception>
    public static bool IsKnownToCaller(HttpRequest request, IVersionedRow row)
    {
        string present = Of(row);
        request.HttpContext.Response.Headers.ETag = present;
        var known = Parse(request, HeaderNames.IfNoneMatch);
        return known is not null && known.Any(tag =>
            tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new(present), useStrongComparison: false));
    }

    /// <summary>The versions in If-Match; null if any version is allowed.</summary>
    /// <exception cref="ProblemException">400 invalid-parameter: If-Match is not a list of tags.</exception>
    public static int[]? IfMatch(HttpRequest request)
    {
        var tags = Parse(request, HeaderNames.IfMatch);
        if (tags is null || tags.Contains(EntityTagHeaderValue.Any))
        {
            return null;
        }

        // A weak tag never matches here (RFC 9110, 13.1.1). A foreign tag becomes a version that no row has.
        return
        [
            .. tags.Where(tag => !tag.IsWeak)
                .Select(tag => int.TryParse(
                    tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                    ? version
                    : -1),
        ];
    }

    public static ProblemHttpResult Stale(int version) => ProblemType.PreconditionFailed.Result(
        $"If-Match does not name the present version, {Of(version)}. Read the row again, then repeat the change.");

    private static string Of(int version, string view) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{version}{view}\"");

    private static IList<EntityTagHeaderValue>? Parse(HttpRequest request, string header)
    {
        var values = request.Headers[header];
        return values.Count == 0 ? null
            : EntityTagHeaderValue.TryParseStrictList(values, out var tags) ? tags
            : throw ProblemType.InvalidParameter.Exception(
                $"{header} must be a list of entity tags in double quotes, for example \"3\".");
    }
}
