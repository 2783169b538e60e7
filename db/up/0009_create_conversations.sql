-- Conversations and their messages. Messages are numbered within their conversation, under the lock of its row: the
-- numbers have no gaps and are committed in their order, so a listener that resumes after number n misses nothing, and
-- what is unread is a subtraction.

create table conversations (
    id               uuid primary key,
    subject          text not null,
    created_by       uuid,
    message_count    integer not null default 0,
    last_activity_at timestamptz not null default now(),
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    version          integer not null default 1,

    constraint conversations_created_by_fkey foreign key (created_by) references users (id),
    constraint conversations_subject_check check (subject ~ '\S' and char_length(subject) <= 200)
);

create trigger conversations_touch before update on conversations for each row execute function touch_row();

create index conversations_created_by on conversations (created_by);
create index conversations_created_at_id on conversations (created_at, id);
create index conversations_last_activity_at_id on conversations (last_activity_at, id);

create table participants (
    conversation_id  uuid not null,
    user_id          uuid not null,
    last_read_number integer not null default 0,

    constraint participants_pkey primary key (conversation_id, user_id),
    constraint participants_conversation_id_fkey foreign key (conversation_id) references conversations (id)
        on delete cascade,
    constraint participants_user_id_fkey foreign key (user_id) references users (id)
);

create index participants_user_id on participants (user_id, conversation_id);

create table messages (
    id              uuid primary key,
    conversation_id uuid not null,
    number          integer not null,
    sender_id       uuid,
    is_bot          boolean not null default false,
    body            text not null,
    created_at      timestamptz not null default now(),

    constraint messages_conversation_id_fkey foreign key (conversation_id) references conversations (id)
        on delete cascade,
    constraint messages_sender_id_fkey foreign key (sender_id) references users (id),
    constraint messages_body_check check (char_length(body) between 1 and 4000)
);

create unique index messages_conversation_id_number on messages (conversation_id, number);
create index messages_sender_id on messages (sender_id);

-- Wakes every instance that has somebody listening to the conversation. Delivered when the message is committed.
create function notify_message() returns trigger language plpgsql as $$
begin
    perform pg_notify('messages', new.conversation_id::text);
    return null;
end
$$;

create trigger messages_notify after insert on messages for each row execute function notify_message();
