namespace Lectern.Cli.Doctor;

/// <summary>Does the server have enough connections for the pools of all instances together?</summary>
internal static class PoolStep
{
    /// <summary>Connections that a migration, the doctor and an operator need while all pools are full.</summary>
    private const int ReserveConnections = 5;

    private const string Sql = """
        select current_setting('max_connections')::int
                   - current_setting('superuser_reserved_connections')::int
                   - coalesce(current_setting('reserved_connections', true), '0')::int,
               (select rolconnlimit from pg_roles where rolname = current_user),
               (select datconnlimit from pg_database where datname = current_database())
        """;

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        if (examined.IsPooler)
        {
            return Finding.Skipped("Not checked: a pooler limits the connections.");
        }

        int instances = examined.Settings.MaxInstances;
        int pool = examined.Settings.Apply(examined.Url).MaxPoolSize;
        var (server, role, database) = await examined.QueryRowAsync(
            Sql, row => (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), cancellationToken);
        int[] limits = [server - ReserveConnections, Limit(role), Limit(database)];
        int available = limits.Min();
        string wanted = $"{instances} instances with a pool of {pool} need {(long)instances * pool} connections";
        return (long)instances * pool <= available
            ? Finding.Ok($"{wanted}, the server has {available} for them.")
            : Finding.Fault(
                $"{wanted}, the server has {available} for them.",
                available >= instances
                    ? $"Set DATABASE_POOL_SIZE to {available / instances}, or put PgBouncer in front."
                    : "Put PgBouncer in front, or raise max_connections: there are more instances than connections.");
    }

    // -1 means no limit (PostgreSQL manual: pg_roles).
    private static int Limit(int connections) => connections < 0 ? int.MaxValue : connections;
}
