using Lectern.WorkerHost.Logging;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Processes;

/// <summary>Decides whether an ended worker is started again, and logs why. It bounds crashes in a row.</summary>
internal sealed class RestartPolicy(WorkerHostOptions options, ILogger logger)
{
    // The exit code by which a worker asks the real host for a restart.
    private const int IntentionalRestart = 200;

    private int _crashes;

    /// <summary>The wait before the next start: none after the first crash, then one second more each time.</summary>
    public TimeSpan Pause => TimeSpan.FromSeconds(Math.Max(0, _crashes - 1));

    /// <summary>Forgets the crashes so far.</summary>
    public void Reset() => _crashes = 0;

    public bool AllowsAfterExit(int processId, int exitCode, TimeSpan age)
    {
        if (exitCode == 0)
        {
            logger.WorkerFinished(processId);
            return false;
        }

        logger.WorkerEnded(processId, exitCode);
        return exitCode == IntentionalRestart || AllowsAfterCrash(age);
    }

    public bool AllowsAfterFailedStart(Exception failure)
    {
        logger.RestartFailed(failure);
        return AllowsAfterCrash(TimeSpan.Zero);
    }

    private bool AllowsAfterCrash(TimeSpan age)
    {
        _crashes = age >= options.CrashWindow ? 1 : _crashes + 1;
        if (_crashes < options.CrashLimit)
        {
            return true;
        }

        logger.WorkerGivenUp(_crashes);
        return false;
    }
}
