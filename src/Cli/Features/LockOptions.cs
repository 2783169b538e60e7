using System.CommandLine;
using Lectern.Migrations;

namespace Lectern.Cli.Features;

/// <summary>How long a run waits for locks.</summary>
internal sealed class LockOptions
{
    private readonly DurationOption _wait = new(
        "--lock-wait",
        shortest: TimeSpan.Zero,
        MigrationOptions.DefaultLockWait,
        "How long to retry for a lock that another job or another session holds.");

    // In PostgreSQL, 0 means no timeout.
    private readonly DurationOption _timeout = new(
        "--lock-timeout",
        shortest: TimeSpan.FromMilliseconds(1),
        MigrationOptions.DefaultLockTimeout,
        "How long a statement, and live queries queued after it, may wait for a table's lock before it is retried.");

    public void AddTo(Command command)
    {
        command.Add(_wait);
        command.Add(_timeout);
    }

    public MigrationOptions Read(ParseResult parsed, MigrationOptions options) => options with
    {
        LockWait = _wait.Read(parsed),
        LockTimeout = _timeout.Read(parsed),
    };
}
