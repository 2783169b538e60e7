using Npgsql;

namespace Lectern.Migrations.Journal;

/// <summary>
/// The scripts that runs of <c>down</c> took back. It is an additional table, which grate does not use and ignores:
/// its own tables only say what was applied.
/// </summary>
internal static class ReverseJournal
{
    private const string Create = """
        create table if not exists "grate"."LecternReverses" (
            id bigint generated always as identity primary key,
            version_id bigint not null,
            script_name text not null
        )
        """;

    public static void Ensure(NpgsqlConnection connection) => JournalSchema.EnsureTable(connection, Create);

    /// <returns>The command that records a script as taken back, for the transaction of its reverse.</returns>
    public static NpgsqlBatchCommand Row(long versionId, string scriptName) =>
        new("""insert into "grate"."LecternReverses" (version_id, script_name) values ($1, $2)""")
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = versionId },
                new NpgsqlParameter<string> { TypedValue = scriptName },
            },
        };

    /// <param name="connection">The connection to read with.</param>
    /// <param name="most">The number of runs, the newest first.</param>
    /// <returns>The names of the scripts that each run took back, in order, by the id of the run.</returns>
    public static ILookup<long, string> Of(NpgsqlConnection connection, int most)
    {
        using var exists = new NpgsqlCommand(
            """select to_regclass('"grate"."LecternReverses"') is not null""", connection);
        return (exists.ExecuteScalar() is true ? Rows(connection, most) : [])
            .ToLookup(row => row.Version, row => row.Script);
    }

    private static List<(long Version, string Script)> Rows(NpgsqlConnection connection, int most)
    {
        const string sql = """
            select version_id, script_name from "grate"."LecternReverses"
            where version_id in (select id from "grate"."Version" order by id desc limit $1)
            order by id
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = most } },
        };
        using var reader = command.ExecuteReader();
        var rows = new List<(long, string)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return rows;
    }
}
