using Npgsql;

namespace Lectern.Database;

/// <summary>
/// A connection was refused because its role can do more than read and write rows. It is an NpgsqlException, so callers
/// handle it like every other connection that cannot be opened.
/// </summary>
public sealed class PrivilegedRoleException : NpgsqlException
{
    internal PrivilegedRoleException(RoleRights rights)
        : base(
            $"The database role {rights.Role} has too many rights for serving: it {rights.TooMany}. Serve with "
            + "lectern_app, to which db/permissions grants the rights that it needs. On a developer's machine, "
            + $"{LeastPrivilege.Setting}=true accepts the role.")
    {
    }
}
