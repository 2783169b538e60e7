-- Believable conversations and bot templates for a laptop: environment LOCAL only, never in a deployment. Forty
-- families write with their tutor; the office's bot speaks English, German, French, Hebrew and Arabic. Run again when this file
-- changes; rows that are there are left alone.

insert into bot_templates (id, name, locale, body, placeholders)
select (substr(md5(name || locale), 1, 12) || '7' || substr(md5(name || locale), 14, 3) || '8'
           || substr(md5(name || locale), 18, 15))::uuid,
       name, locale, body,
       -- As the API derives them: each name once, in the order in which the names first stand there.
       array(
           select m[1] from regexp_matches(body, '\{\{([A-Za-z0-9_]+)\}\}', 'g') with ordinality as found (m, place)
           group by m[1] order by min(place))
from (values
    ('homework.reminder', 'en', 'Hi {{student}}, "{{title}}" is due on {{date}}.'),
    ('homework.reminder', 'de', 'Hallo {{student}}, „{{title}}“ ist am {{date}} fällig.'),
    ('homework.reminder', 'de-AT', 'Servus {{student}}, „{{title}}“ ist am {{date}} fällig.'),
    ('homework.reminder', 'fr', 'Bonjour {{student}}, « {{title}} » est à rendre le {{date}}.'),
    ('homework.reminder', 'he', 'שלום {{student}}, „{{title}}” להגשה עד {{date}}.'),
    ('homework.reminder', 'ar', 'مرحبا {{student}}، موعد تسليم «{{title}}» هو {{date}}.'),
    ('lesson.cancelled', 'en', 'The lesson on {{date}} is cancelled. {{tutor}} proposes {{proposal}} instead.'),
    ('lesson.cancelled', 'de', 'Die Stunde am {{date}} entfällt. {{tutor}} schlägt stattdessen {{proposal}} vor.'),
    ('lesson.cancelled', 'fr', 'Le cours du {{date}} est annulé. {{tutor}} propose {{proposal}}.'),
    ('payment.received', 'en', 'Thank you, we have received {{amount}}.'),
    ('payment.received', 'de', 'Vielen Dank, wir haben {{amount}} erhalten.')
) as templates (name, locale, body)
on conflict do nothing;

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
