-- Who of the demo school signs in: an admin, four tutors, and ten students of each. Environment LOCAL only, never in a
-- deployment. Run again when this file changes; rows that are there are left alone. The ids are those of the people who
-- write in demo_60_conversations; LocalHost names three of them (src/LocalHost/DemoCallers.cs).

create or replace function pg_temp.demo_people()
returns table (id uuid, role text, full_name text, email text, joined_at timestamptz) language sql as $$
    with teachers (number, email) as (
        values (1, 'ashworth'), (2, 'weissmueller'), (3, 'darcy'), (4, 'ruiz')
    ),
    taught as (
        -- A student of two of them counts for the first one.
        select distinct on (students.id) number as teacher, students.full_name, students.email
        from teachers
        join tutors on tutors.email = teachers.email || '@tutors.example.org'
        join tutor_students on tutor_id = tutors.id
        join students on students.id = student_id and students.is_active
        where students.email like '%@pupils.example.org'
        order by students.id, number
    ),
    placed as (
        select *, row_number() over (partition by teacher order by full_name collate "C") as place from taught
    ),
    people (number, role, full_name, email) as (
        select 0, 'admin', 'Rosalind Marsh', 'marsh@office.example.org'
        union all
        select number, 'tutor', full_name, tutors.email
        from teachers join tutors on tutors.email = teachers.email || '@tutors.example.org'
        union all
        -- Conversation n is between person n % 4 + 1 and person n + 4.
        select 4 + 4 * place - (5 - teacher) % 4, 'student', full_name, email from placed where place <= 10
    )
    select ('01990000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, role, full_name, email,
           timestamptz '2025-09-01 07:00Z' + number * interval '1 minute'
    from people
$$;

insert into users (id, username, email, role, created_at, updated_at)
select id, split_part(email, '@', 1), email, role, joined_at, joined_at from pg_temp.demo_people()
on conflict do nothing;

insert into profiles (user_id, full_name, time_zone, locale, created_at, updated_at)
select id, people.full_name, 'Europe/Berlin', 'en', joined_at, joined_at
from pg_temp.demo_people() people join users using (id)
on conflict do nothing;

update tutors set user_id = people.id
from pg_temp.demo_people() people join users using (id)
where people.role = 'tutor' and people.email = tutors.email and tutors.user_id is null
  and not exists (select from tutors linked where linked.user_id = people.id);

update students set user_id = people.id
from pg_temp.demo_people() people join users using (id)
where people.role = 'student' and people.email = students.email and students.user_id is null
  and not exists (select from students linked where linked.user_id = people.id);
