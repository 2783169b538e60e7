-- The first answer to a request that may come twice. The key is claimed in the transaction of the effect: both are
-- there or neither is.

create table idempotency_keys (
    caller        text not null,
    key           text not null,
    request_hash  bytea not null,
    status        smallint,
    headers       jsonb,
    body          bytea,
    created_at    timestamptz not null default now(),

    constraint idempotency_keys_pkey primary key (caller, key),
    constraint idempotency_keys_key_check check (char_length(key) between 1 and 255)
);

create index idempotency_keys_created_at on idempotency_keys (created_at);
