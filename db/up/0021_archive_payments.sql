-- lectern: allow foreign-key-index
-- No row of archive.payments is ever deleted or changed: its old partitions are dropped, after those of the refunds.
--
-- Old payments move to archive.payments with their refunds, as old messages do. A refund is in the year of its payment.

create table archive.payments (
    id              uuid not null,
    student_id      uuid not null,
    subscription_id uuid,
    amount_minor    bigint not null,
    refunded_minor  bigint not null,
    currency        text not null,
    method          text not null,
    reference       text,
    paid_at         timestamptz not null,
    status          text not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    version         integer not null,

    constraint payments_pkey primary key (id, paid_at),
    constraint payments_student_id_fkey foreign key (student_id) references students (id),
    constraint payments_subscription_id_fkey foreign key (subscription_id, student_id)
        references subscriptions (id, student_id)
) partition by range (paid_at);

create index payments_student_id on archive.payments (student_id);
create index payments_subscription_id on archive.payments (subscription_id, student_id);
create index payments_created_at_id on archive.payments (created_at, id);
create index payments_paid_at_id on archive.payments (paid_at, id);
create index payments_status_created_at_id on archive.payments (status, created_at, id) where status <> 'succeeded';
create index payments_status_paid_at_id on archive.payments (status, paid_at, id) where status <> 'succeeded';

create table archive.refunds (
    id           uuid not null,
    payment_id   uuid not null,
    paid_at      timestamptz not null,
    amount_minor bigint not null,
    reason       text not null,
    created_at   timestamptz not null,

    constraint refunds_pkey primary key (id, paid_at),
    constraint refunds_payment_id_fkey foreign key (payment_id, paid_at) references archive.payments (id, paid_at)
) partition by range (paid_at);

create index refunds_payment_id_created_at_id on archive.refunds (payment_id, created_at, id);

create view all_payments as
    select id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, status,
        created_at, updated_at, version
    from payments
    union all
    select id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, status,
        created_at, updated_at, version
    from archive.payments;

create view all_refunds as
    select id, payment_id, amount_minor, reason, created_at from refunds
    union all
    select id, payment_id, amount_minor, reason, created_at from archive.refunds;
