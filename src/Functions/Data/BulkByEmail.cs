namespace Lectern.Functions.Data;

/// <summary>Creates many people in one statement, all or none. The e-mail address identifies a person.</summary>
public sealed class BulkByEmail(RequestDatabase database)
{
    private const int MaxNamedRows = 100;
    private static readonly string[] Taken = ["is taken by another row"];

    /// <param name="table">The table, which has a unique index on the folded e-mail address.</param>
    /// <param name="columns">The columns that are written beside the id.</param>
    /// <param name="people">Records with a member for each column.</param>
    /// <exception cref="ProblemException">409 conflict, naming each row whose e-mail address is taken.</exception>
    public async Task<BulkResult> CreateAsync<T>(
        string table, string columns, IReadOnlyCollection<T> people, BulkQuery query,
        CancellationToken cancellationToken)
    {
        var batch = Batch.Of(people);
        string rows = Batch.From(table, columns);
        // Always in the same order: otherwise two batches that update the same people may deadlock.
        string sql = $"""
            with written as (
                insert into {table} as present (id, {columns})
                select id, {columns} from {rows}
                order by lower(email collate "und-x-icu"), place
                {ConflictClause(columns, query.OnConflict)}
                returning id, lower(email collate "und-x-icu") as email, xmax = 0 as is_new
            )
            select written.id, is_new
            from {rows} join written on written.email = lower(rows.email collate "und-x-icu")
            order by place
            """;
        try
        {
            var made = await database.WriteAsync(
                Statements.List<(Guid Id, bool IsNew)>(sql, batch), cancellationToken);
            // A person who is in the batch twice was written once.
            var written = made.Distinct().ToList();
            return new(written.Count(row => row.IsNew), [.. written.Select(row => row.Id)]);
        }
        catch (PostgresException taken) when (taken.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CardinalityViolation)
        {
            throw await NameTheRowsAsync(table, rows, batch, taken, cancellationToken) ?? (Exception)taken;
        }
    }

    private static string ConflictClause(string columns, string onConflict) => onConflict switch
    {
        "skip" => """on conflict (lower(email collate "und-x-icu")) do nothing""",
        "update" => $"""
            on conflict (lower(email collate "und-x-icu")) do update
                set ({columns}) = row (excluded.{columns.Replace(", ", ", excluded.", StringComparison.Ordinal)})
            """,
        _ => "",
    };

    private async Task<ProblemException?> NameTheRowsAsync(
        string table, string rows, Batch batch, PostgresException taken, CancellationToken cancellationToken)
    {
        string sql = $"""
            select place - 1
            from (
                select place, lower(email collate "und-x-icu") as email,
                    row_number() over (partition by lower(email collate "und-x-icu") order by place) as occurrence
                from {rows}
            ) named
            where occurrence > 1
                or exists (
                    select from {table} present where lower(present.email collate "und-x-icu") = named.email)
            order by place
            limit {MaxNamedRows}
            """;
        var places = await database.ReadListAsync<long>(sql, batch, cancellationToken);
        var errors = places.ToDictionary(place => $"[{place}].email", _ => Taken);
        return errors.Count == 0
            ? null
            : ProblemType.Conflict.Exception(
                $"{taken.ConstraintName ?? $"{table}_email_key"}: {string.Join(", ", errors.Keys.Take(10))} taken.",
                errors);
    }
}
