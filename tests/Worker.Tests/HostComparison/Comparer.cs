using System.Globalization;
using System.Text;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>Compares what the two hosts answered, part by part.</summary>
internal static class Comparer
{
    private const int ShownCharacters = 2000;
    private const int ContextCharacters = 60;

    /// <summary>The name of the part that is the body.</summary>
    public const string Body = "body";

    /// <summary>The name of the part that is the status, with the interim answers before it.</summary>
    public const string Status = "status";

    /// <summary>The parts of two answers that differ, with what differs first.</summary>
    public static IReadOnlyDictionary<string, string> Compare(Answer kestrel, Answer worker)
    {
        var differences = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(Status, StatusOf(kestrel), StatusOf(worker));
        foreach (string name in kestrel.Headers.Concat(worker.Headers).Select(header => header.Name.ToLowerInvariant())
            .Distinct().Order())
        {
            Add(name, ValuesOf(kestrel, name), ValuesOf(worker, name));
        }

        Add(Body, kestrel.Body, worker.Body);
        return differences;

        void Add(string part, string first, string second)
        {
            if (first != second)
            {
                differences[part] = FirstDifference(first, second);
            }
        }
    }

    /// <summary>An answer as a failure shows it.</summary>
    public static string Show(Answer answer)
    {
        var text = new StringBuilder(StatusOf(answer)).Append('\n');
        foreach (var (name, value) in answer.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }

        return text.Append('\n').Append(Shorten(answer.Body, ShownCharacters)).ToString();
    }

    private static string StatusOf(Answer answer) =>
        string.Join(", ", answer.Interim.Append(answer.Status)) + (answer.IsComplete ? "" : ", cut");

    /// <summary>The lines of a header, of which the order does not count.</summary>
    private static string ValuesOf(Answer answer, string name) => string.Join(" | ", answer.Headers
        .Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value.Length == 0 ? "(empty)" : header.Value).Order(StringComparer.Ordinal));

    private static string FirstDifference(string kestrel, string worker)
    {
        int at = kestrel.AsSpan().CommonPrefixLength(worker);
        int from = Math.Max(0, at - ContextCharacters);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"at {at}: Kestrel '{Excerpt(kestrel)}', worker '{Excerpt(worker)}'");

        string Excerpt(string text) => Shorten(text[Math.Min(from, text.Length)..], at - from + ContextCharacters);
    }

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
