-- a byte order mark
select 1;
select 2