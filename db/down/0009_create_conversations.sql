-- Takes back: conversations and their messages.

drop table messages;
drop function notify_message();
drop table participants;
drop table conversations;
