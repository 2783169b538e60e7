-- A change that changes nothing keeps the version, and with it the ETag, and the time of the last change.

-- The arguments of the trigger are the generated columns of its table: they are not worked out yet when it runs.
create or replace function touch_row() returns trigger language plpgsql as $$
declare
    generated constant text[] := coalesce(tg_argv, '{}');
begin
    if to_jsonb(new) - generated = to_jsonb(old) - generated then
        return old;
    end if;

    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end
$$;

-- Whatever tables there are: a school may have removed some.
do $$
declare
    present record;
begin
    for present in
        select tgname as name, tgrelid::regclass as of_table, (
            select string_agg(quote_literal(attname), ', ' order by attnum)
            from pg_attribute
            where attrelid = tgrelid and attgenerated <> '') as generated
        from pg_trigger
        where tgfoid = 'touch_row'::regproc
    loop
        execute format(
            'create or replace trigger %I before update on %s for each row execute function touch_row(%s)',
            present.name, present.of_table, present.generated);
    end loop;
end
$$;
