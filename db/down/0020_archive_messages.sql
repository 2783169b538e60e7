-- Takes back: the archive of messages. Its rows return to the table that they came from.

-- An archive job must not move more.
lock table archive.messages;
drop view all_messages;
-- The messages are not new: nobody is notified of them.
set local lectern.notify_later = 'on';
insert into messages (id, conversation_id, number, sender_id, is_bot, body, created_at)
    select id, conversation_id, number, sender_id, is_bot, body, created_at from archive.messages;
drop table archive.messages;
create or replace trigger conversations_touch before update on conversations for each row
    execute function touch_row();
alter table conversations drop column archived_through;
drop schema archive;
