-- A student may have a login. The key is checked in a step of its own, which reads the table without stopping writers.

alter table students add column user_id uuid;
alter table students add constraint students_user_id_fkey foreign key (user_id) references users (id) not valid;
alter table students validate constraint students_user_id_fkey;
