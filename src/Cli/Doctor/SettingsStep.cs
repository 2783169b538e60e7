namespace Lectern.Cli.Doctor;

/// <summary>Are any server settings risky?</summary>
internal static class SettingsStep
{
    /// <summary>
    /// Each sort and hash of each connection may use work_mem; above 64 MB, the server can run out of memory.
    /// </summary>
    private const int LargestWorkMemKilobytes = 65_536;

    private const string Sql = """
        select array(
            select what from (
                select 1, 'idle_in_transaction_session_timeout = 0 (a forgotten transaction keeps its locks)'
                where current_setting('idle_in_transaction_session_timeout') = '0'
                union all
                select 2, 'statement_timeout = 0 (behind a pooler nothing else ends a statement whose client is gone)'
                where $1 and current_setting('statement_timeout') = '0'
                union all
                select 3, 'work_mem = ' || current_setting('work_mem') || ' (for each sort of each connection)'
                from pg_settings where name = 'work_mem' and setting::int > $2
                union all
                select 4, 'default_transaction_read_only = on (writes are refused)'
                where current_setting('default_transaction_read_only') = 'on'
                union all
                select 5, name || ' = off (a crash of the machine may destroy the database)'
                from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off'
                union all
                select 6, 'server_encoding = ' || current_setting('server_encoding') || ' (names need UTF8)'
                where current_setting('server_encoding') <> 'UTF8'
            ) risky (place, what)
            order by place, what)
        """;

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        string[] risky = await examined.QueryRowAsync(
            Sql, row => row.GetFieldValue<string[]>(0), cancellationToken,
            examined.IsPooler, LargestWorkMemKilobytes);
        return risky.Length == 0
            ? Finding.Ok("No setting is risky.")
            : Finding.Warning(
                $"{string.Join(", ", risky)}.",
                "Set them for the role, alter role lectern_app set … = …, or in postgresql.conf.");
    }
}
