using System.Globalization;
using Lectern.Faults.Tests.Schools;
using Lectern.Testing;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The server's processes that serve the instances.</summary>
internal static class Backends
{
    private const string OfInstances = "from pg_stat_activity where usename = 'lectern_app'";

    /// <summary>Their ids, the busy ones first.</summary>
    public static IEnumerable<int> Ids(School school) => ReadIds(school, $"select pid {OfInstances} order by state");

    /// <summary>The ids of all processes of the server.</summary>
    public static IEnumerable<int> IdsOfServer(School school) =>
    [
        school.Primary.ProcessId,
        .. ReadIds(school, "select pid from pg_stat_activity where pid <> pg_backend_pid()"),
    ];

    /// <summary>Ends them all.</summary>
    public static void Terminate(School school) => school.Execute($"select pg_terminate_backend(pid) {OfInstances}");

    private static IEnumerable<int> ReadIds(School school, string sql) =>
        Sql.Column(school.Superuser, sql).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
}
