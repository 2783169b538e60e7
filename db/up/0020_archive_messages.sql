-- Old messages move to archive.messages, which has a partition for each year: lectern db archive moves them
-- (docs/scaling.md). The API reads both tables through the view, and has no right to the archive itself.

create schema archive;

-- The last message that was moved. Messages are numbered by age, so those before it were moved, too.
alter table conversations add column archived_through integer not null default 0;

-- For callers, an archived conversation is as it was: it keeps its version and the time of its last change.
create or replace trigger conversations_touch before update on conversations for each row
    when (old.archived_through = new.archived_through) execute function touch_row();

create table archive.messages (
    id              uuid not null,
    conversation_id uuid not null,
    number          integer not null,
    sender_id       uuid,
    is_bot          boolean not null,
    body            text not null,
    created_at      timestamptz not null,

    constraint messages_pkey primary key (id, created_at),
    constraint messages_conversation_id_fkey foreign key (conversation_id) references conversations (id)
        on delete cascade,
    constraint messages_sender_id_fkey foreign key (sender_id) references users (id)
) partition by range (created_at);

create index messages_conversation_id_number on archive.messages (conversation_id, number);
create index messages_sender_id on archive.messages (sender_id);

create view all_messages as
    select id, conversation_id, number, sender_id, is_bot, body, created_at, false as is_archived
    from messages
    union all
    select id, conversation_id, number, sender_id, is_bot, body, created_at, true
    from archive.messages;
