create function atomic1() returns int begin atomic select 1; select 2; end;
create or replace function atomic1() returns int language sql
begin atomic
    select case when true then 1 else case 1 when 2 then 3 end end;
    select 2; -- end;
end; select 1;
create table atomic_t (id int, "begin" int, "end" text);
CREATE OR REPLACE PROCEDURE atomic2(a int) LANGUAGE SQL BEGIN ATOMIC
  INSERT INTO atomic_t (id) VALUES (a); INSERT INTO atomic_t (id) VALUES (a + 1);
END;
call atomic2(1);
create function atomic3(a int default case when true then 1 end) returns int begin atomic select a; end;
create function atomic4(x int) returns int return x + 1;
create function atomic5() returns int language plpgsql as $$ begin return case when true then 1 end; end $$;
select atomic1(), atomic4(1);
begin; insert into atomic_t values (9); end;
begin; commit; start transaction; rollback;
create view atomic_v as select case when id = 1 then 'a;b' end from atomic_t; drop view atomic_v;
