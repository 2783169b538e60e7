namespace Lectern.Functions.Data;

/// <summary>
/// The query of a list: which page, and in which order. A list with filters has a record of its own, derived from this
/// one, with a member for each filter. The list's export takes the same record, without the members of a page.
/// </summary>
public record ListQuery<T> : IValidatableObject
    where T : IRow
{
    public const int MaxLimit = 200;

    // Read once, because attributes are slow to read.
    private static readonly SortAttribute Sorted = SortAttribute.Of(typeof(T));

    /// <summary>The largest number of rows in a page.</summary>
    [PageOnly]
    [Range(1, MaxLimit)]
    public int Limit { get; init; } = 50;

    /// <summary>Where the page begins: a value from a `nextLink`.</summary>
    [PageOnly]
    public string? Cursor { get; init; }

    /// <summary>The order; `-` before a name reverses it.</summary>
    [PageOnly]
    public string Sort { get; init; } = Sorted.Default;

    /// <summary>
    /// Whether to count the rows that match the filters. `true` reads all of them; `estimated` is the estimate of the
    /// database, which is cheap for any number of rows.
    /// </summary>
    [PageOnly]
    [AllowedValues(Counting.None, Counting.Exact, Counting.Estimated)]
    public string Count { get; init; } = Counting.None;

    /// <summary>A JSON object a line, or comma-separated values (RFC 4180) with a header line.</summary>
    [ExportOnly]
    [AllowedValues("ndjson", "csv")]
    public string Format { get; init; } = "ndjson";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Sorted.Orders.Contains(Sort))
        {
            yield return new($"must be one of {string.Join(", ", Sorted.Orders)}", [nameof(Sort)]);
        }
    }
}

/// <summary>How the rows of a list are counted.</summary>
public static class Counting
{
    public const string None = "false";
    public const string Exact = "true";
    public const string Estimated = "estimated";
}

/// <summary>A member of a list's query that its export does not have.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PageOnlyAttribute : Attribute;

/// <summary>A member of a list's query that only its export has.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExportOnlyAttribute : Attribute;
