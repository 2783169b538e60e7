-- lectern: no-transaction
-- On a table in use an index is built beside the writers, not in their way.

create unique index concurrently students_user_id_key on students (user_id);
