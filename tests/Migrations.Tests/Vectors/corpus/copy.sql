create table copy_t (id int, note text);
copy copy_t from stdin; select 1; -- behind
1	a;b
2	'
3	$$ -- /* \\
\.
select count(*) from copy_t;
copy copy_t (id, note) from stdin with (format csv);
4,"x;
y"
\.
COPY copy_t FROM STDIN
;
\.
select count(*) from copy_t; copy copy_t from stdin; copy copy_t (note) from stdin;
5	five
\.
six
\.
copy /* head; */ copy_t from stdin (format text, delimiter ';');
7;seven
\.
copy public.copy_t from stdin;
8	eight