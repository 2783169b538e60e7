using System.Globalization;

namespace Lectern.Migrations;

/// <summary>A session that holds a lock of a table that a script waits for.</summary>
/// <param name="Pid">Its server process, for <c>pg_terminate_backend</c>.</param>
/// <param name="Role">Who it is.</param>
/// <param name="Application">What it calls itself; empty where it does not.</param>
/// <param name="State">"idle in transaction", say; null where the job's role may not see it.</param>
/// <param name="Since">When its transaction began; null where the job's role may not see it.</param>
public sealed record TableLockHolder(int Pid, string Role, string Application, string? State, DateTimeOffset? Since)
{
    /// <summary>All that is known, for a sentence.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        string.Create(CultureInfo.InvariantCulture, $"pid {Pid}"),
        Role,
        Application,
        State,
        Since is { } since ? string.Create(CultureInfo.InvariantCulture, $"since {since:u}") : null,
    }.Where(part => !string.IsNullOrEmpty(part)));
}
