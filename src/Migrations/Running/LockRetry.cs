using System.Diagnostics;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>
/// Retries an attempt that did not get a lock. Every query that queues after a waiting DDL waits too. Therefore the DDL
/// gives up after <c>lock_timeout</c>, and the next attempt starts after a backoff with jitter.
/// </summary>
internal sealed class LockRetry(JobSession session, MigrationOptions options, CancellationToken cancellationToken)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>Retries until the attempt gets its locks or <see cref="MigrationOptions.LockWait"/> is over.</summary>
    /// <param name="script">The script to name in events.</param>
    /// <param name="attempt">The attempt; it must have rolled back when it throws.</param>
    public void Run(string script, Action attempt)
    {
        var clock = Stopwatch.StartNew();
        for (int count = 1; ; count++)
        {
            try
            {
                attempt();
                return;
            }
            catch (MigrationException exception) when (IsLockFailure(exception))
            {
                var holder = TableLocks.Holder(session.Connection, exception.Failure!.Statement);
                if (clock.Elapsed >= options.LockWait)
                {
                    throw WithHolder(exception, holder);
                }

                var delay = Delay(count, options.LockWait - clock.Elapsed);
                options.Progress?.Invoke(new WaitingForLock(script, count, delay, holder));
                cancellationToken.WaitHandle.WaitOne(delay);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static MigrationException WithHolder(MigrationException exception, TableLockHolder? holder)
    {
        string? hint = holder is null ? exception.Failure!.Hint : $"Its table is held by another session: {holder}.";
        return new MigrationException(exception.Failure! with { Hint = hint }, exception.InnerException);
    }

    // The victim of a deadlock did not get a lock either, and is rolled back.
    private static bool IsLockFailure(MigrationException exception) => exception.Failure?.SqlState is
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    private static TimeSpan Delay(int attempt, TimeSpan left)
    {
        double ceiling = Math.Min(
            FirstDelay.TotalMilliseconds * Math.Pow(2, attempt - 1), LongestDelay.TotalMilliseconds);
        var delay = TimeSpan.FromMilliseconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2)));
        return delay < left ? delay : left;
    }
}
