-- Takes back: tutors and their links to students.

drop table tutor_students;
drop table tutors;
