using Npgsql;

namespace Lectern.Database;

/// <summary>
/// A connection that is not used, because its role may do more than read and write rows. To who wanted a connection it
/// is one that could not be had.
/// </summary>
public sealed class PrivilegedRoleException : NpgsqlException
{
    internal PrivilegedRoleException(RoleRights rights)
        : base(
            $"The database role {rights.Role} has too many rights for serving: it {rights.TooMany}. Serve with "
            + "lectern_app, to which the migrations' db/permissions grants what is needed"
            + $"; on a developer's machine {LeastPrivilege.Setting}=true lets it pass.")
    {
    }
}
