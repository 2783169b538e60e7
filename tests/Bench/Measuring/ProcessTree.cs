using System.Globalization;

namespace Lectern.Bench.Measuring;

/// <summary>A process and its descendants, as Linux describes them (proc(5)).</summary>
/// <param name="root">The first process.</param>
/// <param name="isRootCounted">False if only the descendants are measured.</param>
internal sealed class ProcessTree(int root, bool isRootCounted = true)
{
    private const int MicrosecondsPerTick = 10_000;
    private const string ResetPeak = "5";

    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            var children = Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out int id) ? id : 0)
                .Where(id => id > 0)
                .Select(id => (Id: id, Parent: (int)(Stat(id)?.Parent ?? 0)))
                .ToLookup(process => process.Parent, process => process.Id);
            return [.. Below(root)];

            IEnumerable<int> Below(int id) =>
                [.. id == root && !isRootCounted ? Array.Empty<int>() : [id], .. children[id].SelectMany(Below)];
        }
    }

    /// <summary>User and system time, with that of children that have ended.</summary>
    public long CpuMicroseconds => ProcessIds.Sum(id => Stat(id)?.Ticks ?? 0) * MicrosecondsPerTick;

    public long ResidentBytes => ProcessIds.Sum(id => Status(id, "VmRSS:") * 1024);

    /// <summary>The most since <see cref="ForgetPeak"/>; of several processes, the sum of their peaks.</summary>
    public long PeakBytes => ProcessIds.Sum(id => Status(id, "VmHWM:") * 1024);

    public long Threads => ProcessIds.Sum(id => Status(id, "Threads:"));

    /// <summary>The parent of a process.</summary>
    public static int ParentOf(int processId) => (int)(Stat(processId)?.Parent ?? 0);

    public void ForgetPeak()
    {
        foreach (int id in ProcessIds)
        {
            File.WriteAllText($"/proc/{id}/clear_refs", ResetPeak);
        }
    }

    private static (long Parent, long Ticks)? Stat(int id)
    {
        if (Read(id, "stat") is not { } stat)
        {
            return null;
        }

        // The name in parentheses may contain spaces. After it, the parent is field 2, the times are fields 12 to 15.
        long[] fields =
        [
            .. stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Skip(1).Take(14)
                .Select(field => long.Parse(field, CultureInfo.InvariantCulture)),
        ];
        return (fields[0], fields[10] + fields[11] + fields[12] + fields[13]);
    }

    private static long Status(int id, string name) =>
        Read(id, "status")?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            is { } line
            ? long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : 0;

    private static string? Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            // The process has ended.
            return null;
        }
    }
}
