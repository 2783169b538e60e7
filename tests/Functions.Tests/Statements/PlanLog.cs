using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Statements;

/// <summary>The plans in the server's log, each with the request that it belongs to.</summary>
internal sealed class PlanLog(NpgsqlDataSource superuser, string database)
{
    private const string Mark = "lectern request ";
    private const string PlanFollows = "plan:\n";

    private int _marks;

    /// <summary>The plans that follow in the log are those of a request; requests are counted from 1.</summary>
    public async Task<int> BeginAsync()
    {
        int mark = ++_marks;
        await using var command = superuser.CreateCommand($"do $$ begin raise log '{Mark}{mark}'; end $$");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return mark;
    }

    /// <summary>All plans so far, by the number of their request.</summary>
    public async Task<ILookup<int, Plan>> ReadAsync(IReadOnlySet<string> bigTables)
    {
        int last = await BeginAsync();
        string text;
        do
        {
            // The server writes its log with a process of its own.
            string whole = await TextAsync();
            text = whole[..(whole.LastIndexOf('\n') + 1)];
        }
        while (!text.Contains($"\"{Mark}{last}\"", StringComparison.Ordinal));

        int mark = 0;
        var plans = new List<(int Mark, Plan Plan)>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var entry = JsonDocument.Parse(line);
            string message = entry.RootElement.TryGetProperty("message", out var m) ? m.GetString()! : "";
            if (!entry.RootElement.TryGetProperty("dbname", out var name) || name.GetString() != database)
            {
                continue;
            }

            if (message.StartsWith(Mark, StringComparison.Ordinal))
            {
                mark = int.Parse(message[Mark.Length..], null);
            }
            else if (message.IndexOf(PlanFollows, StringComparison.Ordinal) is var at and >= 0)
            {
                using var plan = JsonDocument.Parse(message[(at + PlanFollows.Length)..]);
                // duration: 0.123 ms  plan:
                double ms = double.Parse(message.Split(' ')[1], CultureInfo.InvariantCulture);
                plans.Add((mark, new(
                    plan.RootElement.GetProperty("Query Text").GetString()!, ms, plan.RootElement.GetProperty("Plan"),
                    bigTables)));
            }
        }

        return plans.ToLookup(plan => plan.Mark, plan => plan.Plan);
    }

    private async Task<string> TextAsync()
    {
        await using var command = superuser.CreateCommand("select pg_read_binary_file('log/plans.json')");
        return Encoding.UTF8.GetString(
            (byte[])(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }
}
