using Lectern.Testing;

namespace Lectern.Bench.Measuring;

/// <summary>A PostgreSQL server on this machine.</summary>
internal static class ServerProcesses
{
    /// <param name="connectionString">A connection of any role, without a pooler.</param>
    public static ProcessTree Of(string connectionString) =>
        new(ProcessTree.ParentOf(Sql.Scalar<int>(connectionString, "select pg_backend_pid()")));
}
