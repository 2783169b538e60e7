select $$a;b$$, $$'$$, $$--$$, $$/*$$;
select $tag$ a; $$ b; $$ c; $tagx$ ; $tag$;
do $$ begin perform 1; perform 2; end $$;
do $body$
declare t text := $q$ ; $body2$ ; $q$;
begin
    -- a comment; with $$
    perform t;
end
$body$ language plpgsql;
create table a$b$c (d$b$ int); select d$b$ from a$b$c;
select $é$x;$é$, $_1$;$_1$;
select $a$$a$; select $b$ $a$ ; $b$;
create function dollar1() returns text language sql as $function$ select ';'::text; select $$;$$::text $function$;
