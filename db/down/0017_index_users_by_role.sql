-- Takes back: an index for the users who are no students.

drop index users_role_username_id, users_role_created_at_id;
