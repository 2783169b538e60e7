using System.Text.Json;

namespace Lectern.Functions.Tests.Statements;

/// <summary>How a statement was run.</summary>
internal sealed class Plan
{
    /// <summary>Ten of the largest pages: what one person has may be sorted.</summary>
    public const int MaxSortedRows = 2_000;

    /// <summary>What a page may pass over to find its rows.</summary>
    public const int MaxReadRows = 5_000;

    private readonly List<string> _faults = [];

    public Plan(string query, double ms, JsonElement root, IReadOnlySet<string> bigTables)
    {
        (Query, Ms) = (query, ms);
        Buffers = Number(root, "Shared Hit Blocks") + Number(root, "Shared Read Blocks");
        if (Number(root, "Temp Written Blocks") > 0)
        {
            _faults.Add("spills to disk");
        }

        Walk(root, bigTables);
        if (ReadRows > MaxReadRows)
        {
            _faults.Add($"reads {ReadRows} rows");
        }
    }

    /// <summary>The statement's text.</summary>
    public string Query { get; }

    /// <summary>How long it took on the server. Never asserted.</summary>
    public double Ms { get; }

    /// <summary>The pages of 8 KiB that it read, in memory or not.</summary>
    public long Buffers { get; }

    /// <summary>The rows of big tables that its scans looked at.</summary>
    public long ReadRows { get; private set; }

    /// <summary>What is refused.</summary>
    public IReadOnlyList<string> Faults => _faults;

    private void Walk(JsonElement node, IReadOnlySet<string> bigTables)
    {
        string type = node.GetProperty("Node Type").GetString()!;
        string? table = node.TryGetProperty("Relation Name", out var name) ? name.GetString() : null;
        var below = node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().ToList() : [];
        double loops = Number(node, "Actual Loops");
        if (type == "Seq Scan" && loops > 0 && bigTables.Contains(table!))
        {
            _faults.Add($"reads all of {table}");
        }

        // A bitmap's rows are counted where they are read.
        if (table is not null && type != "ModifyTable" && bigTables.Contains(table))
        {
            ReadRows += (long)(loops * (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")
                + Number(node, "Rows Removed by Index Recheck")));
        }

        if (type is "Sort" or "Incremental Sort")
        {
            double sorted = below.Sum(child => Number(child, "Actual Rows") * Number(child, "Actual Loops"));
            if (sorted > MaxSortedRows)
            {
                _faults.Add($"sorts {sorted:0} rows");
            }
        }

        below.ForEach(child => Walk(child, bigTables));
    }

    private static long Number(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) ? (long)value.GetDouble() : 0;
}
