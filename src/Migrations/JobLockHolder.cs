using System.Globalization;

namespace Lectern.Migrations;

/// <summary>The job that holds the lock of the database.</summary>
/// <param name="Pid">Its server process, for <c>pg_stat_activity</c> and <c>pg_terminate_backend</c>.</param>
/// <param name="Host">The address of the client, or "local socket".</param>
/// <param name="Since">When its session began.</param>
public sealed record JobLockHolder(int Pid, string Host, DateTimeOffset Since)
{
    /// <summary>All values, as part of a sentence.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"pid {Pid}, host {Host}, since {Since:u}");
}
