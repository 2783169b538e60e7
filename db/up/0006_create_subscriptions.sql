-- Subscriptions. Two live ones of a plan may not overlap for a student, whoever inserts them at the same time. That one
-- has expired is not kept: its last day passes without anybody writing, so whoever reads compares ends_on with today.

create extension if not exists btree_gist;

create table subscriptions (
    id           uuid primary key,
    student_id   uuid not null,
    plan         text not null,
    amount_minor bigint not null,
    currency     text not null,
    interval     text not null,
    starts_on    date not null,
    ends_on      date,
    status       text not null default 'active',
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    version      integer not null default 1,

    constraint subscriptions_student_id_fkey foreign key (student_id) references students (id),
    constraint subscriptions_plan_check check (plan ~ '\S' and char_length(plan) <= 100),
    constraint subscriptions_amount_minor_check check (amount_minor between 0 and 9007199254740991),
    constraint subscriptions_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint subscriptions_interval_check check (interval in ('month', 'term', 'year')),
    constraint subscriptions_ends_on_check check (ends_on >= starts_on),
    constraint subscriptions_status_check check (status in ('active', 'paused', 'cancelled')),
    -- For the payments, whose subscription is one of their own student.
    constraint subscriptions_id_student_id_key unique (id, student_id),
    constraint subscriptions_period_excl exclude using gist
        (student_id with =, plan with =, daterange(starts_on, ends_on, '[]') with &&)
        where (status in ('active', 'paused'))
);

create trigger subscriptions_touch before update on subscriptions for each row execute function touch_row();

create index subscriptions_student_id on subscriptions (student_id);
create index subscriptions_created_at_id on subscriptions (created_at, id);
create index subscriptions_starts_on_id on subscriptions (starts_on, id);
create index subscriptions_ends_on on subscriptions (ends_on);
