using Npgsql;

namespace Lectern.Migrations.Journal;

/// <summary>Reads the earlier runs from the journal, those of grate too.</summary>
internal static class JournalHistory
{
    /// <summary>The default number of runs in a history.</summary>
    public const int DefaultEntries = 20;

    public static IReadOnlyList<HistoryEntry> Entries(NpgsqlConnection connection, int most)
    {
        const string sql = """
            select version.id, version.version, version.status, version.entry_date, version.entered_by,
                array(
                    select script_name::text from "grate"."ScriptsRun" as run
                    where run.version_id = version.id and script_name is not null
                    order by run.id)
            from (
                select id, version, status, entry_date, entered_by
                from "grate"."Version" order by id desc limit $1
            ) as version
            order by version.id desc
            """;
        var takenBack = ReverseJournal.Of(connection, most);
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = most } },
        };
        using var reader = command.ExecuteReader();
        var entries = new List<HistoryEntry>();
        while (reader.Read())
        {
            long id = reader.GetInt64(0);
            entries.Add(new HistoryEntry(
                id, Text(reader, 1), Text(reader, 2), Utc(reader, 3), Text(reader, 4),
                reader.GetFieldValue<string[]>(5))
            {
                TakenBack = [.. takenBack[id]],
            });
        }

        return entries;
    }

    public static HistoryEntry? Last(NpgsqlConnection connection) =>
        Entries(connection, most: 1) is [var last] ? last : null;

    /// <returns>The failure of the last run; null if it did not fail.</returns>
    public static RecordedFailure? OpenFailure(NpgsqlConnection connection)
    {
        const string sql = """
            select error.script_name, error.error_message, error.erroneous_part_of_script, error.entry_date
            from "grate"."ScriptsRunErrors" as error
            where (select status from "grate"."Version" order by id desc limit 1) = 'Error'
                and error.entry_date >= (select entry_date from "grate"."Version" order by id desc limit 1)
            order by error.id desc
            limit 1
            """;
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new RecordedFailure(Text(reader, 0), Text(reader, 1) ?? string.Empty, Text(reader, 2), Utc(reader, 3))
            : null;
    }

    // The columns are of type timestamp, in UTC.
    private static DateTime Utc(NpgsqlDataReader reader, int column) =>
        DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
