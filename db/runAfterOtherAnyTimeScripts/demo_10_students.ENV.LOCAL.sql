-- Believable students for a laptop: environment LOCAL only, never in a deployment. Every given name meets every family
-- name of its language. Run again when this file changes; rows that are there are left alone.

with names (given, family) as (
    values
        (array['Ada|ada', 'Oliver|oliver', 'Amelia|amelia', 'Noah|noah', 'Isla|isla'],
         array['Whitfield|whitfield', 'O''Connor|oconnor', 'Nguyen-Clarke|nguyen-clarke', 'Okafor|okafor']),
        (array['Käthe|kaethe', 'Jürgen|juergen', 'Anneliese|anneliese', 'Björn|bjoern'],
         array['Müller|mueller', 'Groß|gross', 'von der Heide|heide', 'Schönfeld|schoenfeld']),
        (array['Zoé|zoe', 'Hélène|helene', 'François|francois', 'Noël|noel'],
         array['Lefèvre|lefevre', 'd''Aubigné|daubigne', 'Benoît|benoit', 'Château|chateau']),
        (array['Iñaki|inaki', 'Lucía|lucia', 'Joaquín|joaquin', 'Begoña|begona'],
         array['García Márquez|garcia.marquez', 'Núñez|nunez', 'Peña Ortiz|pena.ortiz', 'Etxeberría|etxeberria']),
        (array['Åsa|asa', 'Øystein|oystein', 'Sæunn|saeunn', 'Jørgen|joergen'],
         array['Åkesson|akesson', 'Østergård|oestergaard', 'Guðmundsdóttir|gudmundsdottir', 'Bjørnstad|bjoernstad']),
        (array['Żaneta|zaneta', 'Łukasz|lukasz', 'Jiří|jiri', 'Čeněk|cenek'],
         array['Wąsowska|wasowska', 'Dvořák|dvorak', 'Źródlak|zrodlak', 'Nowak-Kowalska|nowak-kowalska']),
        (array['Çağla|cagla', 'İbrahim|ibrahim', 'Şule|sule', 'Ömer|oemer'],
         array['Yıldız|yildiz', 'Gökçe|goekce', 'Işık|isik', 'Öztürk|oeztuerk']),
        (array['Александр|aleksandr', 'Наталья|natalya', 'Юлия|yuliya', 'Фёдор|fyodor'],
         array['Ковалёва|kovalyova', 'Ким|kim', 'Шевченко|shevchenko', 'Щукин|shchukin']),
        (array['Γιώργος|giorgos', 'Ελένη|eleni', 'Κωνσταντίνος|konstantinos', 'Χαρά|chara'],
         array['Παπαδόπουλος|papadopoulos', 'Αγγελίδη|angelidi', 'Ιωάννου|ioannou', 'Δήμα|dima']),
        (array['محمد|muhammad', 'فاطمة|fatima', 'يوسف|yusuf', 'ليلى|layla'],
         array['الخوارزمي|alkhwarizmi', 'العربي|alarabi', 'حدّاد|haddad', 'الصالح|alsaleh']),
        (array['דוד|david', 'שירה|shira', 'יעל|yael', 'נֹעַם|noam'],
         array['כהן|cohen', 'לוי|levi', 'בן־דוד|bendavid', 'מזרחי|mizrahi']),
        (array['श्रीनिवास|shrinivas', 'प्रिया|priya', 'अर्जुन|arjun', 'लक्ष्मी|lakshmi'],
         array['सिंह|singh', 'शर्मा|sharma', 'द्विवेदी|dwivedi', 'पाटील|patil']),
        (array['ณัฐ|nat', 'น้ำฝน|namfon', 'สมชาย|somchai', 'พิมพ์ใจ|pimjai'],
         array['ศรีสุข|srisuk', 'แก้วมณี|kaewmanee', 'วงศ์ทอง|wongthong', 'ใจดี|jaidee']),
        (array['አበበ|abebe', 'ፀሐይ|tsehay', 'ሰላም|selam', 'ዮሐንስ|yohannes'],
         array['ተስፋዬ|tesfaye', 'ገብረ|gebre', 'በቀለ|bekele', 'ወርቁ|worku']),
        (array['Thị Hương|huong', 'Đức Anh|ducanh', 'Ngọc Ánh|ngocanh', 'Quốc Bảo|quocbao'],
         array['Nguyễn|nguyen', 'Phạm|pham', 'Đặng|dang', 'Võ|vo'])
),
east_asian (family, given) as (
    -- Family name first and no blank between them.
    values
        (array['王|wang', '欧阳|ouyang', '李|li', '龘|da'], array['小明|xiaoming', '雪梅|xuemei', '伟|wei', '思远|siyuan']),
        (array['山田|yamada', '𠮷野|yoshino', '渡邉|watanabe', '高橋|takahashi'],
         array['太郎|taro', 'さくら|sakura', '翔太|shota', '美咲|misaki']),
        (array['김|kim', '이|lee', '박|park', '남궁|namgung'],
         array['철수|cheolsu', '영희|younghee', '서준|seojun', '하은|haeun'])
),
people as (
    select split_part(g, '|', 1) || ' ' || split_part(f, '|', 1) as full_name,
           split_part(g, '|', 2) || '.' || split_part(f, '|', 2) as mailbox
    from names, unnest(given) g, unnest(family) f
    union all
    select split_part(f, '|', 1) || split_part(g, '|', 1),
           split_part(g, '|', 2) || '.' || split_part(f, '|', 2)
    from east_asian, unnest(given) g, unnest(family) f
),
enrolled as (
    -- The order of a hash looks like chance and is the same everywhere.
    select full_name,
           mailbox || '@pupils.example.org' as email,
           (('x' || left(md5(mailbox), 4))::bit(16)::int % 13 + 1)::smallint as grade,
           ('x' || right(md5(mailbox), 4))::bit(16)::int as luck,
           row_number() over (order by md5(mailbox)) as place
    from people
)
insert into students (id, full_name, email, grade, date_of_birth, is_active, created_at, updated_at)
select (lpad(to_hex((extract(epoch from enrolled_at) * 1000)::bigint), 12, '0')
           || '7' || substr(md5(email), 1, 3) || '8' || substr(md5(email), 4, 15))::uuid,
       full_name,
       email,
       case when luck % 17 > 0 then grade end,
       case when luck % 5 > 0 then date '2026-08-01' - ((grade + 5) * 365 + luck % 365) end,
       luck % 9 > 0,
       enrolled_at,
       enrolled_at
from enrolled
cross join lateral (select timestamptz '2025-08-25 08:00Z' + place * interval '25 hours 7 minutes') t (enrolled_at)
on conflict do nothing;
