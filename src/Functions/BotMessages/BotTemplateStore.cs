namespace Lectern.Functions.BotMessages;

public sealed class BotTemplateStore(RequestDatabase database)
{
    private const string Columns = "id, name, locale, body, placeholders, is_active, created_at, updated_at, version";
    private const string Written = "name, locale, body, is_active";

    public Selection<BotTemplate> List(BotTemplateQuery query) => new(
        database,
        Columns,
        "bot_templates",
        Sql.And(
            (query.Name is not null, "name = @Name"),
            (query.Locale is not null, "lower(locale) = lower(@Locale)"),
            (query.Active is not null, "is_active = @Active")),
        new { query.Name, query.Locale, query.Active },
        ExportSort: "name");

    public Task<BotTemplate?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from bot_templates where id = @id";
        return database.ReadSingleOrDefaultAsync<BotTemplate>(sql, new { id }, cancellationToken);
    }

    public Task<BotTemplate?> FindAsync(string name, string[] locales, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select {Columns} from bot_templates
            where name = @name and lower(locale) = any(@locales) and is_active
            order by array_position(@locales, lower(locale))
            limit 1
            """;
        return database.ReadSingleOrDefaultAsync<BotTemplate>(sql, new { name, locales }, cancellationToken);
    }

    /// <exception cref="PostgresException">23505 bot_templates_name_key.</exception>
    public Task<BotTemplate> CreateAsync(BotTemplateInput input, CancellationToken cancellationToken)
    {
        const string sql = $"""
            insert into bot_templates (id, name, locale, body, placeholders, is_active)
            values (@Id, @Name, @Locale, @Body, @Placeholders, @IsActive)
            returning {Columns}
            """;
        var parameters = Statements.Parameters(
            input, new { Id = Guid.CreateVersion7(), Placeholders = TemplateText.PlaceholdersOf(input.Body) });
        return database.WriteSingleAsync<BotTemplate>(sql, parameters, cancellationToken);
    }

    public Task<BotTemplate?> UpdateAsync(
        Guid id, Patch<BotTemplateInput> patch, int[]? versions, CancellationToken cancellationToken)
    {
        string sql = $"""
            update bot_templates {Sql.SetPatched("bot_templates", Written)},
                placeholders = coalesce(@placeholders, placeholders)
            where id = @id and {Sql.VersionIsGiven}
            returning {Columns}
            """;
        string[]? placeholders = patch.Values.Body is { } body ? TemplateText.PlaceholdersOf(body) : null;
        var parameters = new { id, versions, placeholders, Patch = ColumnJson.Of(patch) };
        return database.WriteSingleOrDefaultAsync<BotTemplate>(sql, parameters, cancellationToken);
    }

    public async Task<bool> DeleteAsync(Guid id, int[]? versions, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"delete from bot_templates where id = @id and {Sql.VersionIsGiven}",
            new { id, versions }, cancellationToken) == 1;
}
