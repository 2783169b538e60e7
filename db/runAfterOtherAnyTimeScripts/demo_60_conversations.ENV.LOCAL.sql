-- Believable conversations for a laptop: environment LOCAL only, never in a deployment. Forty families write with their
-- tutor. Run again when this file changes; rows that are there are left alone.

with people as (
    select i,
           case when i <= 4 then 'tutor' else 'student' end as role,
           case when i <= 4 then 'talk.tutor' || i else 'talk.family' || i - 4 end as username
    from generate_series(1, 44) i
)
insert into users (id, username, email, role, created_at, updated_at)
select ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, username, username || '@talk.example.org', role,
       began_at, began_at
from people cross join lateral (select timestamptz '2025-09-01 07:00Z' + i * interval '1 minute') t (began_at)
on conflict do nothing;

with threads as (
    select i,
           ('01990000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid as id,
           ('01990000-0000-7000-8000-' || lpad(to_hex(i % 4 + 1), 12, '0'))::uuid as tutor,
           ('01990000-0000-7000-8000-' || lpad(to_hex(i + 4), 12, '0'))::uuid as family,
           (array['Fractions', 'Essay on "Effi Briest"', 'Passé composé', 'Exam on Friday', 'שיעור חדש',
               'New time?'])[i % 6 + 1]
               as subject,
           2 + i % 7 as message_count,
           timestamptz '2025-09-02 08:00Z' + i * interval '9 hours 41 minutes' as began_at
    from generate_series(1, 40) i
),
begun as (
    insert into conversations (id, subject, message_count, last_activity_at, created_at, updated_at)
    select id, subject, message_count, began_at + message_count * interval '23 minutes', began_at,
           began_at + message_count * interval '23 minutes'
    from threads
    on conflict do nothing
    returning id
),
joined as (
    insert into participants (conversation_id, user_id, last_read_number)
    select threads.id, person, case when person = tutor then message_count else greatest(message_count - i % 3, 0) end
    from threads join begun using (id), unnest(array[tutor, family]) person
)
insert into messages (id, conversation_id, number, sender_id, body, created_at)
select ('01990000-0000-7' || lpad(to_hex(number), 3, '0') || '-a000-' || lpad(to_hex(i), 12, '0'))::uuid, threads.id,
       number,
       case when number % 2 = 1 then family else tutor end,
       case when number % 2 = 1
           then (array['Could you look at number 3 again?', 'We will be ten minutes late, sorry!',
                       'Danke, das hat geholfen 😀', 'Is there more to practise?', 'Tuesday at five would suit us.'])[(i + number) % 5 + 1]
           else (array['Of course. Look at the denominators first.', 'No problem, see you then.',
                       'Sehr gern, weiter so!', 'Try the last page of the sheet.'])[(i + number) % 4 + 1]
       end,
       began_at + number * interval '23 minutes'
from threads join begun using (id), generate_series(1, message_count) number;
