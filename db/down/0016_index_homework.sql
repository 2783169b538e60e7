-- Takes back: indexes for the homework that is not graded, and for a tutor's own.

create index homework_tutor_id on homework (tutor_id);
drop index homework_tutor_id_due_at_id, homework_tutor_id_created_at_id, homework_status_title_id,
    homework_status_due_at_id, homework_status_created_at_id;
