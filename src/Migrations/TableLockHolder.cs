using System.Globalization;

namespace Lectern.Migrations;

/// <summary>A session that holds a lock of a table for which a script waits.</summary>
/// <param name="Pid">Its server process, for <c>pg_terminate_backend</c>.</param>
/// <param name="Role">The role that is signed in.</param>
/// <param name="Application">The application name; can be empty.</param>
/// <param name="State">For example "idle in transaction"; null if the job's role may not see it.</param>
/// <param name="Since">The start of its transaction; null if the job's role may not see it.</param>
public sealed record TableLockHolder(int Pid, string Role, string Application, string? State, DateTimeOffset? Since)
{
    /// <summary>All values, as part of a sentence.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        string.Create(CultureInfo.InvariantCulture, $"pid {Pid}"),
        Role,
        Application,
        State,
        Since is { } since ? string.Create(CultureInfo.InvariantCulture, $"since {since:u}") : null,
    }.Where(part => !string.IsNullOrEmpty(part)));
}
