using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Refuses roles that can change the schema, so that no fault of the application can. It checks each new connection,
/// because the database can be down at the start and its rights can change later.
/// </summary>
internal static class LeastPrivilege
{
    /// <summary>The setting that accepts any role.</summary>
    public const string Setting = "ALLOW_PRIVILEGED_DATABASE_ROLE";

    /// <summary>Refuses connections of a role that can do more than read and write rows.</summary>
    public static void Require(NpgsqlDataSourceBuilder builder) => builder.UsePhysicalConnectionInitializer(
        _ => throw new NotSupportedException("The serving side opens its connections asynchronously."),
        RefuseAsync);

    /// <exception cref="PrivilegedRoleException">The role can do more than read and write rows.</exception>
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
