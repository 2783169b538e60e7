using System.Text.RegularExpressions;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>What later requests of a case take from earlier answers.</summary>
internal sealed partial class Captures
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Takes the id from <c>Location</c> and the target from <c>nextLink</c>.</summary>
    public void Add(Answer answer)
    {
        if (answer.Header("Location") is { } location)
        {
            _values["id"] = location[(location.LastIndexOf('/') + 1)..];
        }

        if (NextLink().Match(answer.Body) is { Success: true } link)
        {
            _values["next"] = new Uri(link.Groups[1].Value).PathAndQuery;
        }
    }

    [GeneratedRegex("\"nextLink\":\"([^\"]+)\"")]
    private static partial Regex NextLink();
}
