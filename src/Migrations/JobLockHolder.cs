using System.Globalization;

namespace Lectern.Migrations;

/// <summary>The job that holds the lock of the database.</summary>
/// <param name="Pid">Its server process, for <c>pg_stat_activity</c> and <c>pg_terminate_backend</c>.</param>
/// <param name="Host">
/// The address of the client, or "local socket"; null if the role may not see it, because another role works.
/// </param>
/// <param name="Since">When its session began; null if the role may not see it.</param>
public sealed record JobLockHolder(int Pid, string? Host, DateTimeOffset? Since)
{
    /// <summary>All values, as part of a sentence.</summary>
    public override string ToString() => Since is null
        ? string.Create(CultureInfo.InvariantCulture, $"pid {Pid}, of a role whose sessions this role may not see")
        : string.Create(CultureInfo.InvariantCulture, $"pid {Pid}, host {Host}, since {Since:u}");
}
