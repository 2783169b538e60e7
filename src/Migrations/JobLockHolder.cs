using System.Globalization;

namespace Lectern.Migrations;

/// <summary>The job that works on the database now.</summary>
/// <param name="Pid">Its server process, for <c>pg_stat_activity</c> and <c>pg_terminate_backend</c>.</param>
/// <param name="Host">The address it came from; "local socket" where it came by one.</param>
/// <param name="Since">When its session began.</param>
public sealed record JobLockHolder(int Pid, string Host, DateTimeOffset Since)
{
    /// <summary>pid, host and since, for a sentence.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"pid {Pid}, host {Host}, since {Since:u}");
}
