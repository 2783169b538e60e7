using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>
/// What a <c>create index concurrently</c> makes: a failure leaves it behind, INVALID, paid for by every write.
/// </summary>
/// <param name="Name">As the server stores it; null where the server is left to choose one.</param>
/// <param name="Table">As written.</param>
internal sealed record ConcurrentIndex(string? Name, string Table)
{
    /// <returns>The index that the statement makes; null where it makes none in this way.</returns>
    public static ConcurrentIndex? Of(Statement statement)
    {
        var isOne = statement.StartsWith("create", "index", "concurrently")
            || statement.StartsWith("create", "unique", "index", "concurrently");
        if (!isOne)
        {
            return null;
        }

        var words = new SqlWords(statement.Text);
        var name = words.SkipIfExists(words.Find("concurrently") + 1);
        var on = words.Are(name, "on") ? name : name + 1;
        var table = words.Are(on + 1, "only") ? on + 2 : on + 1;
        return new ConcurrentIndex(on == name ? null : SqlWords.Stored(words[name]), words.QualifiedName(table).Name);
    }

    /// <returns>The name to drop it by, and whether it is valid; null where there is none.</returns>
    public (string Name, bool IsValid)? Find(NpgsqlConnection connection)
    {
        const string sql = """
            select format('%I.%I', space.nspname, class.relname), index.indisvalid
            from pg_index as index
            join pg_class as class on class.oid = index.indexrelid
            join pg_namespace as space on space.oid = class.relnamespace
            where index.indrelid = to_regclass($1) and class.relname = $2
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = Table },
                new NpgsqlParameter<string> { TypedValue = Name! },
            },
        };
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetString(0), reader.GetBoolean(1)) : null;
    }
}
