namespace Lectern.Functions.Data;

/// <summary>
/// Makes many people in one statement, all or none. Whether somebody is there already, the e-mail address tells.
/// </summary>
public sealed class BulkByEmail(RequestDatabase database)
{
    private static readonly string[] Taken = ["is taken by another row"];

    /// <summary>Makes the people, or does with those that are there by e-mail as the caller wishes.</summary>
    /// <exception cref="ProblemException">409 conflict, naming each row whose e-mail address is taken.</exception>
    public async Task<BulkResult> CreateAsync(PeopleRows people, string onConflict, CancellationToken cancellationToken)
    {
        string columns = string.Join(", ", people.Columns);
        // In one order whatever the batch's: two that update the same people would else wait for each other.
        string sql = $"""
            with written as (
                insert into {people.Table} as present (id, {columns})
                select id, {columns} from {people.Rows}
                order by lower(email collate "und-x-icu"), place
                {ConflictClause(people, onConflict)}
                returning id, lower(email collate "und-x-icu") as email, xmax = 0 as is_new
            )
            select written.id, is_new
            from {people.Rows} join written on written.email = lower(rows.email collate "und-x-icu")
            order by place
            """;
        try
        {
            var rows = await database.WriteListAsync<(Guid Id, bool IsNew)>(sql, people.Parameters, cancellationToken);
            // Somebody who is in the batch twice was written once.
            var written = rows.Distinct().ToList();
            return new(written.Count(row => row.IsNew), [.. written.Select(row => row.Id)]);
        }
        catch (PostgresException taken) when (taken.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CardinalityViolation)
        {
            throw await NameTheRowsAsync(people, taken, cancellationToken) ?? (Exception)taken;
        }
    }

    private static string ConflictClause(PeopleRows people, string onConflict) => onConflict switch
    {
        OnConflict.Skip => """on conflict (lower(email collate "und-x-icu")) do nothing""",
        OnConflict.Update => $"""
            on conflict (lower(email collate "und-x-icu")) do update
                set ({string.Join(", ", people.Columns)}) = row (excluded.{string.Join(", excluded.", people.Columns)})
            """,
        _ => "",
    };

    private async Task<ProblemException?> NameTheRowsAsync(
        PeopleRows people, PostgresException taken, CancellationToken cancellationToken)
    {
        string sql = $"""
            select place - 1
            from (
                select place, lower(email collate "und-x-icu") as email,
                    row_number() over (partition by lower(email collate "und-x-icu") order by place) as occurrence
                from {people.Rows}
            ) named
            where occurrence > 1
                or exists (
                    select from {people.Table} present where lower(present.email collate "und-x-icu") = named.email)
            order by place
            limit 100
            """;
        var places = await database.ReadListAsync<long>(sql, people.Parameters, cancellationToken);
        var errors = places.ToDictionary(place => $"[{place}].email", _ => Taken);
        return errors.Count == 0
            ? null
            : ProblemType.Conflict.Exception(
                $"{taken.ConstraintName ?? $"{people.Table}_email_key"}: "
                + $"{string.Join(", ", errors.Keys.Take(10))} taken.",
                errors);
    }
}

/// <summary>The people of a batch, as SQL sees them. The texts are a resource's own, never a caller's.</summary>
/// <param name="Table">The table, which has a unique index on the folded e-mail address.</param>
/// <param name="Columns">What is written beside the id.</param>
/// <param name="Rows">The batch as a <c>from</c> item named <c>rows</c>: id, the columns, and place from 1.</param>
/// <param name="Parameters">The parameters of <paramref name="Rows"/>.</param>
public sealed record PeopleRows(string Table, IReadOnlyList<string> Columns, string Rows, object Parameters);
