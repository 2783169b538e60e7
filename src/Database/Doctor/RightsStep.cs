namespace Lectern.Database.Doctor;

/// <summary>May the role read and write rows, and nothing else?</summary>
internal static class RightsStep
{
    // What follows from being a superuser or an owner is not said again.
    private const string Sql = """
        with too_many (place, what) as (
            select 1, 'is a superuser' from pg_roles where rolname = current_user and rolsuper
            union all
            select 2, 'may make roles' from pg_roles where rolname = current_user and rolcreaterole
            union all
            select 3, 'may make databases' from pg_roles where rolname = current_user and rolcreatedb
            union all
            select 4, 'passes row security' from pg_roles where rolname = current_user and rolbypassrls
            union all
            select 5, 'owns ' || count(*) || ' tables, ' || min(relname) || ' among them'
            from pg_class
            where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')
                and pg_has_role(current_user, relowner, 'usage')
            having count(*) > 0
            union all
            select 6, 'may create in schema public'
            where has_schema_privilege(to_regnamespace('public'), 'create')
            union all
            select 7, 'may create schemas' where has_database_privilege(current_database(), 'create')
        ),
        too_few (place, what) as (
            select 1, 'may not use schema public' where not has_schema_privilege(to_regnamespace('public'), 'usage')
            union all
            select 2, 'may not read and write ' || count(*) || ' tables, ' || min(relname) || ' among them'
            from pg_class
            where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')
                and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
                    and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
            having count(*) > 0
            union all
            select 3, 'may not read the journal of migrations'
            from pg_class
            where relnamespace = to_regnamespace('grate') and relname = 'ScriptsRun'
                and not (has_schema_privilege(relnamespace, 'usage') and has_table_privilege(oid, 'select'))
        )
        select current_user::text,
               (select coalesce(string_agg(what, ', ' order by place), '') from too_many),
               (select coalesce(string_agg(what, ', ' order by place), '') from too_few)
        """;

    public static async Task<Finding> TakeAsync(Patient patient, CancellationToken cancellationToken)
    {
        var (role, tooMany, tooFew) = await patient.AskAsync(
            Sql, row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken);
        return (tooMany, tooFew) switch
        {
            ({ Length: > 0 }, _) => Finding.Fault(
                $"{role} has too many rights: it {tooMany}.",
                "Serve with lectern_app, and keep this role for migrations (--migration-url)."),
            (_, { Length: > 0 }) => Finding.Fault(
                $"{role} has too few rights: it {tooFew}.",
                "Sign in as lectern_app, to which the migrations' db/permissions grants them, or run the migrations."),
            _ => Finding.Ok($"{role} reads and writes rows, and cannot change the schema."),
        };
    }
}
