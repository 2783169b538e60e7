namespace Lectern.Functions.Http.Data;

/// <summary>What a bulk create did.</summary>
/// <param name="Created">How many rows are new.</param>
/// <param name="Ids">
/// The ids of the rows, in the order in which they were sent; without those that were skipped.
/// </param>
public sealed record BulkResult(int Created, IReadOnlyList<Guid> Ids);

/// <summary>What a bulk create does with a row whose unique value is there already.</summary>
public static class OnConflict
{
    /// <summary>The query parameter.</summary>
    public const string Parameter = "onConflict";

    /// <summary>Refuse the whole batch: the default.</summary>
    public const string Fail = "fail";

    /// <summary>Leave the present row as it is.</summary>
    public const string Skip = "skip";

    /// <summary>Give the present row the new values.</summary>
    public const string Update = "update";

    /// <summary>The caller's choice, which <see cref="QueryParameters"/> has checked.</summary>
    public static string Of(HttpRequest request) =>
        request.Query.TryGetValue(Parameter, out var value) ? value.ToString() : Fail;
}
