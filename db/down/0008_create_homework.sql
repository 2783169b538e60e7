-- Takes back: homework.

drop table homework;
