using Npgsql;

namespace Lectern.Database;

/// <summary>
/// The serving side signs in with a role that cannot change the schema, so that no fault in it can. Each new connection
/// is asked, not the first alone: a database that is down at start is none that may be skipped.
/// </summary>
internal static class LeastPrivilege
{
    /// <summary>Set to true, any role will do.</summary>
    public const string Setting = "ALLOW_PRIVILEGED_DATABASE_ROLE";

    /// <summary>Refuses connections of a role that may do too much.</summary>
    public static void Require(NpgsqlDataSourceBuilder builder) => builder.UsePhysicalConnectionInitializer(
        _ => throw new NotSupportedException("The serving side opens its connections asynchronously."),
        RefuseAsync);

    /// <exception cref="PrivilegedRoleException">The role may do more than read and write rows.</exception>
    private static async Task RefuseAsync(NpgsqlConnection connection)
    {
        // Npgsql passes no token here; the connection's command timeout ends the wait.
        var rights = await RoleRights.ReadAsync(connection, CancellationToken.None);
        if (rights.TooMany.Length > 0)
        {
            throw new PrivilegedRoleException(rights);
        }
    }
}
