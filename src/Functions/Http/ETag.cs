using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Lectern.Functions.Http;

/// <summary>
/// A row's version as an entity tag (RFC 9110, 8.8.3), and the conditions that requests put on it (13.1). The version
/// is a column that a trigger counts up with every change, whoever makes it.
/// </summary>
public static class ETag
{
    /// <summary>The tag of a version: <c>"3"</c>, with its quotes.</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Puts the tag on the answer and tells whether the caller has this version already.</summary>
    /// <exception cref="ProblemException">400 invalid-parameter: If-None-Match is no list of tags.</exception>
    public static bool IsKnownToCaller(HttpRequest request, int version)
    {
        request.HttpContext.Response.Headers.ETag = Of(version);
        var known = Parse(request, HeaderNames.IfNoneMatch);
        return known is not null && known.Any(tag =>
            tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new(Of(version)), useStrongComparison: false));
    }

    /// <summary>The versions that If-Match allows; null where any will do.</summary>
    /// <exception cref="ProblemException">400 invalid-parameter: If-Match is no list of tags.</exception>
    public static int[]? IfMatch(HttpRequest request)
    {
        var tags = Parse(request, HeaderNames.IfMatch);
        if (tags is null || tags.Contains(EntityTagHeaderValue.Any))
        {
            return null;
        }

        // A weak tag never matches here (RFC 9110, 13.1.1), and one that is not ours is a version that never was.
        return
        [
            .. tags.Where(tag => !tag.IsWeak)
                .Select(tag => int.TryParse(
                    tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                    ? version
                    : -1),
        ];
    }

    /// <summary>The answer to a change whose If-Match does not name the present version.</summary>
    public static ProblemHttpResult Stale(int version) => ProblemType.PreconditionFailed.Result(
        $"If-Match does not name the present version, {Of(version)}. Read the row again, then repeat the change.");

    private static IList<EntityTagHeaderValue>? Parse(HttpRequest request, string header)
    {
        var values = request.Headers[header];
        return values.Count == 0 ? null
            : EntityTagHeaderValue.TryParseStrictList(values!, out var tags) ? tags
            : throw ProblemType.InvalidParameter.Exception(
                $"{header} must be a list of entity tags in double quotes, as ETag had them: \"3\".");
    }
}
