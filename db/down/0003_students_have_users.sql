-- Takes back: the login of a student.

alter table students drop column user_id;
