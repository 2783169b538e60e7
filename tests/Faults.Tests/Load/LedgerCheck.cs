using Lectern.Testing;
using Npgsql;

namespace Lectern.Faults.Tests.Load;

/// <summary>Compares a ledger with the database.</summary>
internal static class LedgerCheck
{
    private const string UnansweredKeys =
        "select 'key ' || key || ' has no answer' from idempotency_keys where status is null";

    /// <param name="run">The run, whose clients have ended.</param>
    /// <param name="writers">A writer of each kind.</param>
    /// <param name="superuser">The connection string of the primary.</param>
    /// <param name="token">Cancels the comparison.</param>
    /// <returns>The differences, as sentences. None if all is well.</returns>
    public static async Task<List<string>> DifferencesAsync(
        Run run, IReadOnlyList<Writer> writers, string superuser, CancellationToken token)
    {
        var differences = Sql.Column(superuser, UnansweredKeys);
        foreach (var writer in writers)
        {
            if (writer.Contradictions is { } contradictions)
            {
                differences.AddRange(Sql.Column(superuser, contradictions));
            }

            var present = await ReadAsync(superuser, writer, run.Name, token);
            differences.AddRange(Compare(run.Ledger, writer, present));
        }

        return differences;
    }

    private static IEnumerable<string> Compare(Ledger ledger, Writer writer, ILookup<Entry, string> present)
    {
        foreach (var (entry, value) in ledger.Acknowledged.Where(one => one.Key.Kind == writer.Kind))
        {
            if (present[entry].ToArray() is not [var only] || only != value)
            {
                yield return $"{entry} was acknowledged as {value}, is there as: {Join(present[entry])}";
            }
        }

        foreach (var row in present.Where(row => !ledger.Acknowledged.ContainsKey(row.Key)))
        {
            if (!ledger.Abandoned.Contains(row.Key) || row.Count() > 1 || !writer.IsWhole(row.First()))
            {
                yield return $"{row.Key} was not acknowledged, is there as: {Join(row)}";
            }
        }
    }

    private static string Join(IEnumerable<string> values) => string.Join(", ", values);

    private static async Task<ILookup<Entry, string>> ReadAsync(
        string superuser, Writer writer, string run, CancellationToken token)
    {
        await using var connection = Sql.Open(superuser);
        await using var command = new NpgsqlCommand(writer.Rows, connection)
        {
            Parameters = { new() { Value = $"{run}-%" } },
        };
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<(Entry Entry, string Value)>();
        while (await reader.ReadAsync(token))
        {
            rows.Add((new(writer.Kind, reader.GetString(0)), reader.GetString(1)));
        }

        return rows.ToLookup(row => row.Entry, row => row.Value);
    }
}
