namespace Lectern.Bench.Profiling;

/// <summary>A frame of a stack, as perf prints it.</summary>
/// <param name="Symbol">The function.</param>
/// <param name="Object">The file that it is from; for compiled .NET code, the map that the runtime writes.</param>
internal sealed record Frame(string Symbol, string Object)
{
    public bool IsKernel => Object.StartsWith("[kernel", StringComparison.Ordinal);

    public bool IsManaged => Object.Contains("/perf-", StringComparison.Ordinal);

    /// <param name="line">A line of <c>perf script -F ip,sym,dso</c>: address, function, file in parentheses.</param>
    public static Frame? Parse(string line)
    {
        string text = line.Trim();
        int name = text.IndexOf(' ', StringComparison.Ordinal);
        int file = text.LastIndexOf(" (", StringComparison.Ordinal);
        return name > 0 && file >= name && text.EndsWith(')')
            ? new(text[name..file].Trim(), text[(file + 2)..^1])
            : null;
    }
}
