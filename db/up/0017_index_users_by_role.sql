-- lectern: no-transaction
-- Few users are tutors or admins, and few are not active: a list of them would read all others.

create index concurrently users_role_created_at_id on users (role, created_at, id)
    where role <> 'student';
create index concurrently users_role_username_id on users (role, username, id)
    where role <> 'student';
create index concurrently users_inactive_created_at_id on users (created_at, id)
    where not is_active;
create index concurrently users_inactive_username_id on users (username, id)
    where not is_active;
