namespace Lectern.Bench;

internal static class Percentiles
{
    public static TimeSpan Median(IEnumerable<TimeSpan> times) => Of([.. times.Order()], 50);

    /// <summary>The time that this many percent of the times do not exceed.</summary>
    /// <param name="sorted">At least one time, the shortest first.</param>
    /// <param name="percent">From 1 to 100.</param>
    public static TimeSpan Of(IReadOnlyList<TimeSpan> sorted, int percent) =>
        sorted[(sorted.Count * percent + 99) / 100 - 1];
}
