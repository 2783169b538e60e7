create table paren_a (id int, note text default ';'); create table paren_b (id int);
create rule paren_r as on insert to paren_a do also (insert into paren_b values (new.id); insert into paren_b values (0));
insert into paren_a values (1, ';');
select ((1)); select (select ';'), (';'
);
select (array[1,2])[1];
create function paren_f(a text default ';', b int default (1)) returns int language sql as 'select 1; select 2;';
select paren_f(a => ';', b := 2);
select count(*) from paren_b where id in (0, 1);
