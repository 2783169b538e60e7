-- lectern: no-transaction
-- Few payments are refunded: a list of them would read all others to find them.

create index concurrently payments_status_created_at_id on payments (status, created_at, id)
    where status <> 'succeeded';
create index concurrently payments_status_paid_at_id on payments (status, paid_at, id)
    where status <> 'succeeded';
