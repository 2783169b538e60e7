using System.Globalization;
using Lectern.Testing;

namespace Lectern.Bench.Scaling;

/// <summary>The processor time of a PostgreSQL server on this machine: its first process and its children.</summary>
internal static class ServerCpu
{
    private const long ClockTicksPerSecond = 100;

    /// <param name="superuser">A connection string of the server for a superuser.</param>
    public static int ProcessId(string superuser) =>
        Sql.Scalar<int>(superuser, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");

    /// <summary>The time so far (proc(5): /proc/pid/stat), also of processes that have ended.</summary>
    public static TimeSpan Of(int processId)
    {
        long ticks = 0;
        foreach (string folder in Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            if (Read(folder) is not { } fields)
            {
                continue;
            }

            bool isFirst = Path.GetFileName(folder) == processId.ToString(CultureInfo.InvariantCulture);
            // Fields 4 (parent), 14 and 15 (own time), 16 and 17 (that of ended children), without the first two.
            if (isFirst || Number(1) == processId)
            {
                ticks += Number(11) + Number(12) + (isFirst ? Number(13) + Number(14) : 0);
            }

            long Number(int place) => long.Parse(fields[place], CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromSeconds((double)ticks / ClockTicksPerSecond);
    }

    private static string[]? Read(string folder)
    {
        try
        {
            string line = File.ReadAllText(Path.Combine(folder, "stat"));
            // The name of the program, in parentheses, may have blanks.
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // The process has ended meanwhile.
            return null;
        }
    }
}
