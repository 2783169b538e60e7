-- lectern: no-transaction
-- Texts of rows that are older than the API's rule get the form in which it stores and compares them: composed (NFC),
-- without blanks around them. A row whose text would become another row's unique value stays as it is, and a warning
-- names it. Each row is a transaction of its own, so no row is locked for longer than its change takes; a run that was
-- interrupted can start again.

do $$
declare
    -- What .NET's Trim removes.
    blanks constant text := E'\u0009\u000A\u000B\u000C\u000D\u0020\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004'
        || E'\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000';
    form constant text := 'normalize(btrim(%s, ' || quote_literal(blanks) || '))';
    part record;
    normalised text;
    found record;
    violated text;
begin
    -- The columns that there are: a school may have removed tables.
    for part in
        select texts.of_table, texts.key, texts.name, pg_attribute.attndims > 0 as is_list
        from (values
            ('students', 'id', 'full_name'),
            ('students', 'id', 'email'),
            ('users', 'id', 'username'),
            ('users', 'id', 'email'),
            ('users', 'id', 'external_id'),
            ('profiles', 'user_id', 'full_name'),
            ('profiles', 'user_id', 'phone'),
            ('tutors', 'id', 'full_name'),
            ('tutors', 'id', 'email'),
            ('tutors', 'id', 'subjects'),
            ('subscriptions', 'id', 'plan'),
            ('payments', 'id', 'reference'),
            ('refunds', 'id', 'reason'),
            ('homework', 'id', 'subject'),
            ('homework', 'id', 'title'),
            ('conversations', 'id', 'subject')
        ) as texts (of_table, key, name)
        join pg_attribute on attrelid = to_regclass(texts.of_table) and attname = texts.name
    loop
        normalised := case when part.is_list
            then format(
                'array(select ' || form || ' from unnest(%I) with ordinality as list (one, place) order by place)',
                'one', part.name)
            else format(form, quote_ident(part.name))
        end;
        for found in execute format(
            'select %I as key from %I where %I <> %s', part.key, part.of_table, part.name, normalised)
        loop
            begin
                execute format('update %I set %I = %s where %I = $1', part.of_table, part.name, normalised, part.key)
                using found.key;
            exception when unique_violation or check_violation then
                get stacked diagnostics violated = constraint_name;
                raise warning '% of % % is not normalised: it would violate %',
                    part.name, part.of_table, found.key, violated;
            end;
            commit;
        end loop;
    end loop;
end
$$;
