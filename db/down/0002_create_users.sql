-- Takes back: users and their profiles.

drop table profiles;
drop table users;
