namespace Lectern.Functions.Health;

public sealed class HealthStore(RequestDatabase database)
{
    /// <summary>The scripts of this build that the migration journal lacks.</summary>
    public Task<IReadOnlyList<string>> MissingScriptsAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select needed.name
            from unnest(@needed) as needed (name)
            where not exists (select from grate."ScriptsRun" where script_name = needed.name)
            order by needed.name
            """;
        string[] needed = [.. ExpectedSchema.UpScripts];
        return database.ReadListAsync<string>(sql, new { needed }, cancellationToken);
    }
}
