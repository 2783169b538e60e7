-- lectern: no-transaction
-- Little homework is assigned or submitted at a time: a list of it would read all that was ever graded. A tutor's own, in
-- its two orders by time, would be read as a whole, or found among that of all others.

create index concurrently homework_status_created_at_id on homework (status, created_at, id)
    where status <> 'graded';
create index concurrently homework_status_due_at_id on homework (status, due_at, id)
    where status <> 'graded';
create index concurrently homework_status_title_id on homework (status, title, id)
    where status <> 'graded';
create index concurrently homework_tutor_id_created_at_id on homework (tutor_id, created_at, id);
create index concurrently homework_tutor_id_due_at_id on homework (tutor_id, due_at, id);
drop index concurrently homework_tutor_id;
