using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Limits the time of statements, in a silent network too. Npgsql cancels a statement through a second connection, and
/// blocks a thread until that is open and closed again. Where packets are dropped, this takes the connect timeout, in
/// addition to the command timeout. Here, a thread of its own cancels, and the caller waits for it only briefly.
/// </summary>
internal static class StatementLimit
{
    // Together with the default command timeout, less than the ten seconds of a drain.
    private static readonly TimeSpan CancelTime = TimeSpan.FromMilliseconds(500);

    /// <param name="statements">They use the connection only with this token.</param>
    /// <param name="limit">The time of all of them together.</param>
    /// <param name="cancellationToken">Cancels the statements on the server.</param>
    /// <exception cref="NpgsqlException">With a <see cref="TimeoutException"/>: they took too long.</exception>
    /// <exception cref="SilentServerException">They took too long or were cancelled, and still run.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> statements, TimeSpan limit, CancellationToken cancellationToken)
    {
        // It has no timer, so it needs no disposal, which could come before the end of an abandoned cancellation.
        var cancel = new CancellationTokenSource();
        var running = statements(cancel.Token);
        await EndAsync(running, limit, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.IsCompleted)
        {
            return await running;
        }

        // The thread pool would run out of threads if all statements of an instance were cancelled on it.
        _ = Task.Factory.StartNew(
            cancel.Cancel, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await EndAsync(running, CancelTime, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted)
        {
            throw new SilentServerException(running);
        }

        try
        {
            return await running;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NpgsqlException("The statement took too long and was cancelled.", new TimeoutException());
        }
    }

    private static Task EndAsync(Task running, TimeSpan limit, CancellationToken cancellationToken) =>
        running.WaitAsync(limit, cancellationToken);
}
