using System.Globalization;
using Lectern.Faults.Tests.Schools;
using Lectern.Testing;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The server's processes that serve the instances.</summary>
internal static class Backends
{
    // Only so that a hang ends.
    private static readonly TimeSpan HangTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private const string OfInstances = "from pg_stat_activity where usename = 'lectern_app'";

    /// <summary>Their ids, the busy ones first.</summary>
    public static IEnumerable<int> Ids(School school) => ReadIds(school, $"select pid {OfInstances} order by state");

    /// <summary>The ids of all processes of the server.</summary>
    public static IEnumerable<int> IdsOfServer(School school) =>
    [
        school.Primary.ProcessId,
        .. ReadIds(school, "select pid from pg_stat_activity where pid <> pg_backend_pid()"),
    ];

    /// <summary>Returns when each transaction that is open now has ended.</summary>
    public static async Task FinishAsync(School school, CancellationToken token)
    {
        const string open = $"select pid || ' since ' || xact_start {OfInstances} and xact_start is not null";
        using var hang = CancellationTokenSource.CreateLinkedTokenSource(token);
        hang.CancelAfter(HangTimeout);
        var first = Sql.Column(school.Superuser, open);
        while (Sql.Column(school.Superuser, open).Intersect(first).Any())
        {
            await Task.Delay(Poll, hang.Token);
        }
    }

    /// <summary>Ends them all.</summary>
    public static void Terminate(School school) => school.Execute($"select pg_terminate_backend(pid) {OfInstances}");

    private static IEnumerable<int> ReadIds(School school, string sql) =>
        Sql.Column(school.Superuser, sql).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
}
