using System.Diagnostics;

namespace Lectern.Migrations.Running;

/// <summary>Waits for something in the database that only a repeated query can see.</summary>
internal static class Poll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is yes.</summary>
    /// <param name="isDone">The question.</param>
    /// <param name="limit">How long to ask; the first question is always asked.</param>
    /// <param name="late">The exception for the end of that time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static void Until(
        Func<bool> isDone, TimeSpan limit, Func<MigrationException> late, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!isDone())
        {
            if (clock.Elapsed >= limit)
            {
                throw late();
            }

            cancellationToken.WaitHandle.WaitOne(Interval);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
