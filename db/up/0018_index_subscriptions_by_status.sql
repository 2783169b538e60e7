-- lectern: no-transaction
-- Few subscriptions are paused or cancelled: a list of them would read all others.

create index concurrently subscriptions_status_created_at_id on subscriptions (status, created_at, id)
    where status <> 'active';
create index concurrently subscriptions_status_starts_on_id on subscriptions (status, starts_on, id)
    where status <> 'active';
