-- Takes back: the indexes for the users who are no students, and for those who are not active.

drop index users_inactive_username_id, users_inactive_created_at_id, users_role_username_id, users_role_created_at_id;
