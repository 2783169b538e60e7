-- NOTIFY takes a lock of the whole server until the commit is on the disk: with it, messages are committed one after the
-- other. The API sets this in the transaction of a message, and notifies after it; all others still notify in it.

create or replace trigger messages_notify after insert on messages for each row
    when (current_setting('lectern.notify_later', true) is distinct from 'on') execute function notify_message();
