-- Believable tutors for a laptop, and who teaches whom: environment LOCAL only, never in a deployment. Run again when
-- this file changes; rows that are there are left alone.

with names (full_name, mailbox, subjects, hourly_rate_minor, currency) as (
    values
        ('Margaret Ashworth', 'ashworth', array['Mathematics', 'Physics'], 4800, 'EUR'),
        ('Dr. Jürgen Weißmüller', 'weissmueller', array['Chemie', 'Biologie'], 5500, 'EUR'),
        ('Céline d''Arcy', 'darcy', array['Français', 'Latin'], 4200, 'EUR'),
        ('Íñigo Ruiz Gallardo', 'ruiz', array['Español', 'Geography'], 3900, 'EUR'),
        ('Sigríður Jónsdóttir', 'jonsdottir', array['English', 'History'], 6200, 'CHF'),
        ('Wojciech Żółkiewski', 'zolkiewski', array['Mathematics', 'Computer science'], 4600, 'EUR'),
        ('Gülşen Özdemir', 'oezdemir', array['Deutsch', 'Türkçe'], 4100, 'EUR'),
        ('Ольга Щербакова', 'shcherbakova', array['Music', 'Русский язык'], 4400, 'EUR'),
        ('Νίκος Θεοδωράκης', 'theodorakis', array['Ancient Greek', 'History'], 4300, 'EUR'),
        ('سعاد الخطيب', 'alkhatib', array['Arabic', 'English'], 4000, 'EUR'),
        ('אביגיל פרץ', 'peretz', array['Hebrew', 'Mathematics'], 4700, 'EUR'),
        ('मीरा देशपांडे', 'deshpande', array['Physics', 'Mathematics'], 4900, 'GBP'),
        ('陈静怡', 'chen', array['中文', 'Art'], 4500, 'EUR'),
        ('佐藤 健一', 'sato', array['Japanese', 'Music'], 650000, 'JPY'),
        ('Nguyễn Thị Bích', 'bich', array['Chemistry', 'English'], 3800, 'EUR'),
        ('Femi Adébáyọ̀', 'adebayo', array['Economics', 'English'], 4600, 'GBP')
),
hired as (
    select *,
           md5(mailbox) as hash,
           timestamptz '2025-08-04 09:00Z' + row_number() over (order by md5(mailbox)) * interval '31 hours' as hired_at
    from names
)
insert into tutors (id, full_name, email, subjects, hourly_rate_minor, currency, is_active, created_at, updated_at)
select (lpad(to_hex((extract(epoch from hired_at) * 1000)::bigint), 12, '0')
           || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
       full_name,
       mailbox || '@tutors.example.org',
       subjects,
       hourly_rate_minor,
       currency,
       mailbox <> 'adebayo',
       hired_at,
       hired_at
from hired
on conflict do nothing;

-- One tutor for most of the demo students, two for some of them; the order of a hash looks like chance.
insert into tutor_students (tutor_id, student_id, created_at)
select tutors.id, students.id, greatest(tutors.created_at, students.created_at)
from (
    select id, created_at, ('x' || left(md5(email), 4))::bit(16)::int as luck
    from students
    where email like '%@pupils.example.org'
) students
join (
    select id, created_at, row_number() over (order by email) - 1 as place
    from tutors
    where email like '%@tutors.example.org' and is_active
) tutors on place = luck % 15 or luck % 4 = 0 and place = luck / 16 % 15
where luck % 11 > 0
on conflict do nothing;
