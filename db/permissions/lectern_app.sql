-- The role of the serving side: it reads and writes rows, and cannot change the schema. Run with every migration, so
-- that a new table is never forgotten.

do $$
begin
    if not exists (select from pg_roles where rolname = 'lectern_app') then
        -- Without a login of its own: how it signs in (password, Entra ID) is the provisioning's affair.
        create role lectern_app nologin;
    end if;
end
$$;

revoke create on schema public from public;

grant usage on schema public to lectern_app;
grant select, insert, update, delete on all tables in schema public to lectern_app;
grant usage on all sequences in schema public to lectern_app;

-- The serving side looks at which scripts have run: it must not serve a schema that it was not built for.
do $$
begin
    if to_regnamespace('grate') is not null then
        grant usage on schema grate to lectern_app;
        grant select on "grate"."ScriptsRun", "grate"."Version" to lectern_app;
    end if;
end
$$;
