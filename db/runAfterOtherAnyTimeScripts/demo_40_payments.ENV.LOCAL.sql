-- What the demo students have paid for their subscriptions, and what was given back: environment LOCAL only, never in a
-- deployment. Run again when this file changes; rows that are there are left alone. Chance is a hash, and the same
-- everywhere.

create or replace function pg_temp.demo_id(made_at timestamptz, seed text) returns uuid language sql as $$
    select (lpad(to_hex((extract(epoch from made_at) * 1000)::bigint), 12, '0')
        || '7' || substr(md5(seed), 1, 3) || '8' || substr(md5(seed), 4, 15))::uuid
$$;

-- The first instalments of each; one in nineteen was given back in part, one in twenty-three whole.
with due as (
    select subscriptions.id as subscription_id, student_id, amount_minor, currency,
           subscriptions.id::text || number as seed,
           (starts_on + number * case interval when 'month' then interval '1 month' else interval '4 months' end)
               at time zone 'UTC' as due_at
    from subscriptions
    join students on students.id = student_id and email like '%@pupils.example.org'
    cross join generate_series(0, 3) number
    where amount_minor > 0 and (interval <> 'year' or number = 0) and (interval <> 'term' or number < 2)
),
paid as (
    select due.*, ('x' || left(md5(seed), 6))::bit(24)::int as luck,
           due_at + ('x' || left(md5(seed), 4))::bit(16)::int % 12000 * interval '1 minute' as paid_at
    from due
)
insert into payments (
    id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, created_at,
    updated_at)
select pg_temp.demo_id(paid_at, seed), student_id, subscription_id, amount_minor,
       case when luck % 23 = 0 then amount_minor when luck % 19 = 0 then amount_minor / 4 else 0 end,
       currency,
       (array['transfer', 'transfer', 'card', 'card', 'cash'])[luck % 5 + 1],
       case when luck % 5 < 2 then 'LEC-' || upper(left(md5(seed), 8)) end,
       paid_at, paid_at, paid_at
from paid
where paid_at < timestamptz '2026-11-01Z'
on conflict do nothing;

insert into refunds (id, payment_id, amount_minor, reason, created_at)
select pg_temp.demo_id(paid_at + interval '9 days', payments.id::text), payments.id, refunded_minor,
       case when status = 'refunded' then 'Paid twice' else 'A lesson was not held' end,
       paid_at + interval '9 days'
from payments
join students on students.id = student_id and email like '%@pupils.example.org'
where refunded_minor > 0 and not exists (select from refunds where payment_id = payments.id)
on conflict do nothing;
