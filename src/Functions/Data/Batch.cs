namespace Lectern.Functions.Data;

/// <summary>
/// A batch of records as the parameters of one statement: an id for each, and all of them as one JSON value.
/// </summary>
public sealed record Batch(Guid[] Ids, string Rows)
{
    public static Batch Of<T>(IReadOnlyCollection<T> records) =>
        new([.. records.Select(_ => Guid.CreateVersion7())], ColumnJson.Of(records));

    /// <summary>
    /// The rows of a batch as an item of <c>from</c>, with their <c>id</c>, some columns of the table, and their
    /// <c>place</c> in the batch, from 1.
    /// </summary>
    public static string From(string table, string columns) => $"""
        (
            select (@Ids::uuid[])[ordinality] as id, {columns}, ordinality as place
            from json_populate_recordset(null::{table}, @Rows::json) with ordinality
        ) as rows
        """;
}
