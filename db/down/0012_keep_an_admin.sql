-- Takes back: the last active admin stays.

drop trigger users_keep_an_admin_delete on users;
drop trigger users_keep_an_admin_update on users;
drop function keep_an_admin();
