select 'a;b', 'it''s;', '';
select E'a\';b', e'\\', E'tab\t;', E'\\'';';
select E'x' -- joined; with the next line
  'y;z';
select 'a'
   'b;c'; select "a;b" from (select 1 as "a;b") as q;
select "a""b;" from (select 1 as "a""b;") as q; select U&'d\0061t;a', U&"d\0061t;a" from (select 1 as "dat;a") q;
select B'01', X'1F', N'a;b', 'back\'; select 'slash\\';
select 'line one;

line three;
';
select '-- no comment;', '/* nor; this */', '$$ nor this ;';
select 1::text, '12:30:45'::time, (array[1,2])[1:2], 'a' || ':b';
