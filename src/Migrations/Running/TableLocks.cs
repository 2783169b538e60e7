using Lectern.Migrations.SqlParsing;
using Npgsql;
using NpgsqlTypes;

namespace Lectern.Migrations.Running;

/// <summary>
/// Finds the session that blocks a statement. The server's error does not name it, and pg_blocking_pids is empty after
/// the wait. Therefore this lists the sessions that now hold a lock of a table in the statement.
/// </summary>
internal static class TableLocks
{
    private const int MostNames = 50;

    /// <returns>The session with the oldest transaction; null if there is none.</returns>
    public static TableLockHolder? Holder(NpgsqlConnection connection, string statement)
    {
        const string sql = """
            select activity.pid, coalesce(activity.usename, ''), coalesce(activity.application_name, ''),
                activity.state, activity.xact_start
            from pg_locks as lock
            join pg_stat_activity as activity using (pid)
            where lock.locktype = 'relation' and lock.granted and lock.pid <> pg_backend_pid()
                and lock.database = (select oid from pg_database where datname = current_database())
                and lock.relation in (select oid from pg_class where relname = any ($1))
            order by activity.xact_start nulls last
            limit 1
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = Names(statement), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new TableLockHolder(
                reader.GetInt32(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4))
            : null;
    }

    // Every word that could be the name of a table, in any schema; the server ignores the others.
    private static string[] Names(string statement)
    {
        var words = new SqlWords(statement);
        return
        [
            .. Enumerable.Range(0, words.Count)
                .Select(word => words[word])
                .Where(word => word.Length > 0 && (char.IsLetter(word[0]) || word[0] is '_' or '"'))
                .Select(SqlWords.Stored)
                .Distinct(StringComparer.Ordinal)
                .Take(MostNames),
        ];
    }
}
