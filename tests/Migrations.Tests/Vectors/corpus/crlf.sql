select 1
;
select 2;

select

3; -- c
create table crlf_t (id int, note text);
copy crlf_t from stdin;
1	a
\.
select $$a;
b$$;
