-- Believable bot templates for a laptop: environment LOCAL only, never in a deployment. The office's bot speaks English,
-- German, French, Hebrew and Arabic. Run again when this file changes; rows that are there are left alone.

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
