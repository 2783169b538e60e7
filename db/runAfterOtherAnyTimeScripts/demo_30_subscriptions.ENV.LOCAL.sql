-- What the demo students have subscribed to: environment LOCAL only, never in a deployment. Run again when this file
-- changes; rows that are there are left alone. Chance is a hash, and the same everywhere.

create or replace function pg_temp.demo_id(made_at timestamptz, seed text) returns uuid language sql as $$
    select (lpad(to_hex((extract(epoch from made_at) * 1000)::bigint), 12, '0')
        || '7' || substr(md5(seed), 1, 3) || '8' || substr(md5(seed), 4, 15))::uuid
$$;

-- Of everybody the year that is over; of most the one that runs. One in eleven has cancelled, one in thirteen pauses.
with pupils as (
    select id, ('x' || left(md5(email), 6))::bit(24)::int as luck, email
    from students
    where email like '%@pupils.example.org'
),
plans (place, plan, amount_minor, currency, interval) as (
    values
        (0, 'Maths, one lesson a week', 12900, 'EUR', 'month'),
        (1, 'Physics, one lesson a week', 13900, 'EUR', 'month'),
        (2, 'English conversation', 34900, 'GBP', 'term'),
        (3, 'Latin for beginners', 39900, 'CHF', 'term'),
        (4, '日本語 · Japanese', 148000, 'JPY', 'year'),
        (5, 'Chess, open table', 0, 'EUR', 'year')
),
years (number, starts_on, ends_on) as (
    values (1, date '2025-09-01', date '2026-07-31'), (2, date '2026-09-01', null)
),
agreed as (
    select pupils.id as student_id, plans.*, years.*, luck, email || number as seed,
           (starts_on - interval '20 days' + luck % 400 * interval '37 minutes') at time zone 'UTC' as made_at
    from pupils
    join plans on place = luck % 6
    join years on number = 1 or luck % 5 > 0
)
insert into subscriptions (
    id, student_id, plan, amount_minor, currency, interval, starts_on, ends_on, status, created_at, updated_at)
select pg_temp.demo_id(made_at, seed), student_id, plan, amount_minor, currency, interval, starts_on, ends_on,
       case when number = 1 then 'active' when luck % 11 = 0 then 'cancelled' when luck % 13 = 0 then 'paused'
           else 'active' end,
       made_at, made_at
from agreed
on conflict do nothing;
