-- What the bot says, by name and language.

create table bot_templates (
    id           uuid primary key,
    name         text not null,
    locale       text not null,
    body         text not null,
    placeholders text[] not null,
    is_active    boolean not null default true,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    version      integer not null default 1,

    constraint bot_templates_name_check check (name ~ '^[A-Za-z0-9._-]+$' and char_length(name) <= 100),
    constraint bot_templates_locale_check check (locale ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$' and char_length(locale) <= 35),
    constraint bot_templates_body_check check (char_length(body) between 1 and 4000)
);

create trigger bot_templates_touch before update on bot_templates for each row execute function touch_row();

create unique index bot_templates_name_key on bot_templates (name, lower(locale));
create index bot_templates_created_at_id on bot_templates (created_at, id);
create index bot_templates_name_id on bot_templates (name, id);
