using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>
/// Replaces what differs between two runs of the same request by nature: ids and times that the server has made since
/// the hosts were started, trace ids, and the date.
/// </summary>
/// <param name="since">When the hosts were started: older ids and times are the same in both databases.</param>
internal sealed partial class Normaliser(DateTimeOffset since)
{
    private readonly Dictionary<string, string> _ids = [];

    /// <summary>An answer as it is compared. An id has the same name in all answers of a case.</summary>
    public Answer Normalise(Answer answer, Request request, IEnumerable<string> patterns)
    {
        string body = Normalise(answer.Body, request);
        return answer with
        {
            Headers =
            [
                .. answer.Headers.Select(header =>
                    (header.Name, header.Name == "Date" ? "{date}" : Normalise(header.Value, request))),
            ],
            Body = patterns.Aggregate(body, (text, pattern) => Regex.Replace(text, pattern, "{volatile}")),
        };
    }

    private string Normalise(string text, Request request)
    {
        text = Uuid().Replace(text, match => IsNew(Guid.Parse(match.Value)) ? NameOf(match.Value) : match.Value);
        text = Time().Replace(text, match => IsNew(Parse(match.Value)) ? "{now}" : match.Value);
        return TraceId().Replace(text, match =>
            request.Headers.Any(line => line.Contains(match.Value, StringComparison.OrdinalIgnoreCase))
                ? match.Value
                : "{trace}");
    }

    private string NameOf(string id)
    {
        if (!_ids.TryGetValue(id, out string? name))
        {
            _ids[id] = name = $"{{id {_ids.Count + 1}}}";
        }

        return name;
    }

    private bool IsNew(DateTimeOffset time) => time >= since && time <= DateTimeOffset.UtcNow.AddMinutes(1);

    /// <summary>The first 48 bits of a UUID of version 7 are its time in milliseconds (RFC 9562, 5.7).</summary>
    private bool IsNew(Guid id) => id.Version == 7 && IsNew(DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(id.ToString("N").AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    private static DateTimeOffset Parse(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?Z")]
    private static partial Regex Time();

    [GeneratedRegex("(?<=\"traceId\":\")[0-9a-f]{32}(?=\")")]
    private static partial Regex TraceId();
}
