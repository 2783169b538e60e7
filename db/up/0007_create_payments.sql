-- Payments and refunds. What was refunded is kept on the payment, where a constraint holds it to what was paid: refunds
-- that race wait for the payment's row and meet the constraint. No amount is larger than 2^53 - 1, the largest integer
-- that every reader of JSON holds exactly (RFC 7493, 2.2).

create table payments (
    id              uuid primary key,
    student_id      uuid not null,
    subscription_id uuid,
    amount_minor    bigint not null,
    refunded_minor  bigint not null default 0,
    currency        text not null,
    method          text not null,
    reference       text,
    paid_at         timestamptz not null,
    status          text not null generated always as (case
                        when refunded_minor = 0 then 'succeeded'
                        when refunded_minor < amount_minor then 'partially_refunded'
                        else 'refunded'
                    end) stored,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    version         integer not null default 1,

    constraint payments_student_id_fkey foreign key (student_id) references students (id),
    constraint payments_subscription_id_fkey foreign key (subscription_id, student_id)
        references subscriptions (id, student_id),
    constraint payments_amount_minor_check check (amount_minor between 1 and 9007199254740991),
    constraint payments_refunded_minor_check check (refunded_minor between 0 and amount_minor),
    constraint payments_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint payments_method_check check (method in ('card', 'cash', 'transfer')),
    constraint payments_reference_check check (reference ~ '\S' and char_length(reference) <= 200)
);

create trigger payments_touch before update on payments for each row execute function touch_row();

create index payments_student_id on payments (student_id);
create index payments_subscription_id on payments (subscription_id, student_id);
create index payments_created_at_id on payments (created_at, id);
create index payments_paid_at_id on payments (paid_at, id);

create table refunds (
    id           uuid primary key,
    payment_id   uuid not null,
    amount_minor bigint not null,
    reason       text not null,
    created_at   timestamptz not null default now(),

    constraint refunds_payment_id_fkey foreign key (payment_id) references payments (id),
    constraint refunds_amount_minor_check check (amount_minor > 0),
    constraint refunds_reason_check check (reason ~ '\S' and char_length(reason) <= 500)
);

create index refunds_payment_id_created_at_id on refunds (payment_id, created_at, id);
