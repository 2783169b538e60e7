-- lectern: no-transaction
-- Few users are tutors or admins: a list of them would read all students.

create index concurrently users_role_created_at_id on users (role, created_at, id)
    where role <> 'student';
create index concurrently users_role_username_id on users (role, username, id)
    where role <> 'student';
