using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>
/// The index of a <c>create index concurrently</c>. If the statement fails, the index stays INVALID and slows writes.
/// </summary>
/// <param name="Name">The name as the server stores it; null if the server chooses one.</param>
/// <param name="Table">The table as written.</param>
internal sealed record ConcurrentIndex(string? Name, string Table)
{
    /// <returns>The index that the statement creates; null for other statements.</returns>
    public static ConcurrentIndex? Of(Statement statement)
    {
        bool isOne = statement.StartsWith("create", "index", "concurrently")
            || statement.StartsWith("create", "unique", "index", "concurrently");
        if (!isOne)
        {
            return null;
        }

        var words = new SqlWords(statement.Text);
        int name = words.SkipIfExists(words.Find("concurrently") + 1);
        int on = words.Are(name, "on") ? name : name + 1;
        int table = words.Are(on + 1, "only") ? on + 2 : on + 1;
        return new ConcurrentIndex(on == name ? null : SqlWords.Stored(words[name]), words.QualifiedName(table).Name);
    }

    /// <returns>The name to drop it by, and whether it is valid; null if it does not exist.</returns>
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
                new NpgsqlParameter<string> { TypedValue = Name },
            },
        };
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetString(0), reader.GetBoolean(1)) : null;
    }
}
