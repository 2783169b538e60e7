using Npgsql;

namespace Lectern.Database;

/// <summary>The rights of a role, compared with those that serving needs: to read and write rows.</summary>
/// <param name="Role">The role that is signed in.</param>
/// <param name="TooMany">The additional rights, in words; empty if there are none.</param>
/// <param name="TooFew">The missing rights, in words; empty if there are none.</param>
public sealed record RoleRights(string Role, string TooMany, string TooFew)
{
    private const string Sql = """
        with too_many (place, what) as (
            select 1, 'is a superuser' from pg_roles where rolname = current_user and rolsuper
            union all
            select 2, 'can create roles' from pg_roles where rolname = current_user and rolcreaterole
            union all
            select 3, 'can create databases' from pg_roles where rolname = current_user and rolcreatedb
            union all
            select 4, 'bypasses row security' from pg_roles where rolname = current_user and rolbypassrls
            union all
            select 5, 'owns ' || count(*) || ' tables, for example ' || min(relname)
            from pg_class
            where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')
                and pg_has_role(current_user, relowner, 'usage')
            having count(*) > 0
            union all
            select 6, 'can create objects in schema public'
            where has_schema_privilege(to_regnamespace('public'), 'create')
            union all
            select 7, 'can create schemas' where has_database_privilege(current_database(), 'create')
        ),
        too_few (place, what) as (
            select 1, 'cannot use schema public' where not has_schema_privilege(to_regnamespace('public'), 'usage')
            union all
            select 2, 'cannot read and write ' || count(*) || ' tables, for example ' || min(relname)
            from pg_class
            where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')
                and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
                    and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
            having count(*) > 0
            union all
            select 3, 'cannot read the journal of migrations'
            from pg_class
            where relnamespace = to_regnamespace('grate') and relname = 'ScriptsRun'
                and not (has_schema_privilege(relnamespace, 'usage') and has_table_privilege(oid, 'select'))
        )
        select current_user::text,
               (select coalesce(string_agg(what, ', ' order by place), '') from too_many),
               (select coalesce(string_agg(what, ', ' order by place), '') from too_few)
        """;

    /// <summary>Reads the rights of the role that is signed in.</summary>
    public static async Task<RoleRights> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetString(0), reader.GetString(1), reader.GetString(2));
    }
}
