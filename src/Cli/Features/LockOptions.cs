using System.CommandLine;
using Lectern.Migrations;

namespace Lectern.Cli.Features;

/// <summary>How patient a run is with others.</summary>
internal sealed class LockOptions
{
    private readonly DurationOption _wait = new(
        "--lock-wait",
        shortest: TimeSpan.Zero,
        MigrationOptions.DefaultLockWait,
        "How long to go on trying for a lock: another job's, or a table's.");

    // PostgreSQL takes 0 as "for ever", which is what must not be.
    private readonly DurationOption _timeout = new(
        "--lock-timeout",
        shortest: TimeSpan.FromMilliseconds(1),
        MigrationOptions.DefaultLockTimeout,
        "How long a statement may wait for a table's lock, and live queries behind it, before it is tried anew.");

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
