-- Takes back: a change that changes nothing keeps the version.

do $$
declare
    present record;
begin
    for present in select tgname as name, tgrelid::regclass as of_table from pg_trigger where tgfoid = 'touch_row'::regproc
    loop
        execute format(
            'create or replace trigger %I before update on %s for each row execute function touch_row()',
            present.name, present.of_table);
    end loop;
end
$$;

create or replace function touch_row() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end
$$;
