-- Believable homework for a laptop, between the demo tutors and their students: environment LOCAL only, never in a
-- deployment. Run again when this file changes; rows that are there are left alone.

with tasks (nr, title, instructions) as (
    values
        (0, 'Vocabulary, unit 4', 'Learn the words of page 38 and write a sentence with each of the last ten.'),
        (1, 'Worksheet 7', 'Numbers 1 to 12. Show your working; the answer alone does not count.'),
        (2, 'Reading', 'Read chapter 3 and note three questions that it leaves open.'),
        (3, 'Essay: 300 words', E'Take a side and defend it.\n\n- one argument a paragraph\n- say what speaks against you'),
        (4, 'Corrections', null),
        (5, 'Übungsblatt „Größen und Einheiten“', 'Nr. 3–8; bitte sauber abschreiben.'),
        (6, 'Prepare a talk of five minutes', 'Keywords on cards only. 😀 You may bring a picture.')
),
given as (
    select links.student_id,
           links.tutor_id,
           tutors.subjects[1 + luck % 2] as subject,
           tasks.*,
           luck,
           greatest(links.created_at, timestamptz '2026-01-12 15:00Z') + nr * interval '9 days 1 hour' as given_at
    from tutor_students links
    join tutors on tutors.id = links.tutor_id and tutors.email like '%@tutors.example.org'
    join students on students.id = links.student_id and students.email like '%@pupils.example.org'
    cross join tasks
    cross join lateral (
        select ('x' || left(md5(links.tutor_id::text || links.student_id || nr), 4))::bit(16)::int) t (luck)
    where luck % 5 < 2
),
done as (
    -- A third of it waits for the student, a third for the tutor; the rest is graded. Some of what waits for students
    -- is due in the weeks after the script's first run, so that not everything is overdue.
    select *,
           case when nr > 4 and luck % 3 = 0
               then date_trunc('day', now()) + (luck % 20) * interval '1 day' + interval '17 hours'
               else given_at + interval '7 days'
           end as due_at,
           case when luck % 3 > 0 then given_at + (luck % 160) * interval '1 hour' end as submitted_at,
           case when luck % 3 > 1 then given_at + (luck % 160 + 30) * interval '1 hour' end as graded_at
    from given
)
insert into homework (
    id, student_id, tutor_id, subject, title, instructions, due_at, status, submission, submitted_at, score, feedback,
    graded_at, created_at, updated_at)
select (lpad(to_hex((extract(epoch from given_at) * 1000)::bigint), 12, '0')
           || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
       student_id,
       tutor_id,
       subject,
       title,
       instructions,
       due_at,
       (array['assigned', 'submitted', 'graded'])[1 + luck % 3],
       case when submitted_at is not null then 'My answers to ' || title || '. I was not sure about the last one.' end,
       submitted_at,
       case when graded_at is not null then 40 + luck % 61 end,
       case when graded_at is not null and luck % 2 = 0 then 'Well done. Look at the last one again.' end,
       graded_at,
       given_at,
       coalesce(graded_at, submitted_at, given_at)
from done
cross join lateral (select md5(tutor_id::text || student_id || nr)) h (hash)
on conflict do nothing;
