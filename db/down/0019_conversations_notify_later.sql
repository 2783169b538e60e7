-- Takes back: messages without a notification in their transaction.

create or replace trigger messages_notify after insert on messages for each row execute function notify_message();
