using Npgsql;

namespace Lectern.Migrations.Verify;

/// <summary>The definitions of all objects that a script can create, to compare two databases.</summary>
internal static class SchemaSnapshot
{
    // Without the journal, objects of extensions, partitions, which the archive job creates, and the order of columns,
    // which differs after a dropped column.
    private const string Sql = """
        with own_schema as (
            select oid, nspname, nspacl, nspowner from pg_namespace
            where nspname not in ('grate', 'information_schema') and nspname !~ '^pg_'
        ), of_extension as (
            select classid, objid from pg_depend where deptype = 'e'
        ), relation as (
            select class.*, format('%I.%I', space.nspname, class.relname) as name
            from pg_class as class
            join own_schema as space on space.oid = class.relnamespace
            where not class.relispartition and not exists (
                select from of_extension as owned
                where owned.classid = 'pg_class'::regclass and owned.objid = class.oid)
        ), routine as (
            select proc.*, proc.oid::regprocedure::text as name
            from pg_proc as proc
            join own_schema as space on space.oid = proc.pronamespace
            where not exists (
                select from of_extension as owned
                where owned.classid = 'pg_proc'::regclass and owned.objid = proc.oid)
        )
        select 'schema' as kind, nspname::text as name,
            array(select unnest(nspacl)::text order by 1)::text as definition
        from own_schema
        union all
        select 'extension', extname, extversion from pg_extension
        union all
        select 'relation', name, format('kind %s, row security %s %s, options %s', relkind, relrowsecurity,
            relforcerowsecurity, reloptions)
        from relation where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        union all
        select 'grants', name, array(
            select unnest(coalesce(
                relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner)))::text
            order by 1)::text
        from relation where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        union all
        select 'column', format('%s.%I', name, attname), concat_ws(' ', format_type(atttypid, atttypmod),
            case when attnotnull then 'not null' end, 'identity ' || nullif(attidentity::text, ''),
            'generated ' || nullif(attgenerated::text, ''), pg_get_expr(adbin, adrelid),
            'collate ' || nullif(attcollation, 0)::regcollation::text,
            array(select unnest(attacl)::text order by 1)::text)
        from relation
        join pg_attribute on attrelid = relation.oid and attnum > 0 and not attisdropped
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where relkind in ('r', 'p', 'v', 'm', 'f')
        union all
        select 'constraint', format('%s.%I', coalesce(name, contypid::regtype::text), conname),
            pg_get_constraintdef(con.oid)
        from pg_constraint as con
        left join relation on relation.oid = conrelid
        where connamespace in (select oid from own_schema) and conparentid = 0 and (conrelid = 0 or name is not null)
        union all
        select 'index', name, pg_get_indexdef(indexrelid) || case when indisvalid then '' else ' INVALID' end
        from pg_index join relation on relation.oid = indexrelid
        union all
        select 'view', name, pg_get_viewdef(oid) from relation where relkind in ('v', 'm')
        union all
        select 'trigger', format('%s.%I', name, tgname), tgenabled::text || ' ' || pg_get_triggerdef(pg_trigger.oid)
        from pg_trigger join relation on relation.oid = tgrelid where not tgisinternal
        union all
        select 'rule', format('%s.%I', name, rulename), pg_get_ruledef(pg_rewrite.oid)
        from pg_rewrite join relation on relation.oid = ev_class where rulename <> '_RETURN'
        union all
        select 'policy', format('%s.%I', name, polname), concat_ws(' ', polcmd, polpermissive,
            array(select unnest(polroles)::regrole::text order by 1)::text,
            pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        from pg_policy join relation on relation.oid = polrelid
        union all
        select 'routine', name, case prokind when 'a' then 'aggregate' else pg_get_functiondef(oid) end
        from routine
        union all
        select 'grants', name, array(select unnest(coalesce(proacl, acldefault('f', proowner)))::text order by 1)::text
        from routine
        union all
        select 'type', format('%I.%I', nspname, typname), concat_ws(' ', typtype, array(
            select enumlabel::text from pg_enum where enumtypid = pg_type.oid order by enumsortorder)::text,
            format_type(nullif(typbasetype, 0), typtypmod), typdefault)
        from pg_type join own_schema on own_schema.oid = typnamespace
        where typtype in ('d', 'e', 'r') and not exists (
            select from of_extension as owned where owned.classid = 'pg_type'::regclass and owned.objid = pg_type.oid)
        order by kind, name
        """;

    /// <returns>The definition of every object, by kind and name.</returns>
    public static SortedDictionary<string, string> Of(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Sql, connection);
        using var reader = command.ExecuteReader();
        var snapshot = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            snapshot.Add($"{reader.GetString(0)} {reader.GetString(1)}", reader.IsDBNull(2) ? "" : reader.GetString(2));
        }

        return snapshot;
    }

    /// <returns>The objects that differ.</returns>
    public static IReadOnlyList<SchemaDifference> Compare(
        SortedDictionary<string, string> expected, SortedDictionary<string, string> actual) =>
        [
            .. from name in expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
               let wanted = expected.GetValueOrDefault(name)
               let found = actual.GetValueOrDefault(name)
               where wanted != found
               select new SchemaDifference(name, wanted, found),
        ];
}
