-- Takes back: one student for a login.

drop index students_user_id_key;
