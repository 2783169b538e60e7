-- Takes back: students, and what every later table shares.

drop table students;
drop function touch_row();
drop extension pg_trgm;
