namespace Lectern.Functions.Data;

/// <summary>What a bulk create did.</summary>
/// <param name="Created">How many rows are new.</param>
/// <param name="Ids">
/// The ids of the rows, in the order in which they were sent; without those that were skipped.
/// </param>
public sealed record BulkResult(int Created, IReadOnlyList<Guid> Ids);

/// <summary>The query of a bulk create of people.</summary>
public sealed record BulkQuery
{
    /// <summary>
    /// What to do with a row whose e-mail address is there already: fail, and all with it; skip it; or update the row
    /// that is there.
    /// </summary>
    [AllowedValues("fail", "skip", "update")]
    public string OnConflict { get; init; } = "fail";
}
